import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Octokit } from '@octokit/rest';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { beginLedger, policyText } from '../ledger/init.ts';
import { privateKeys, verifierKey } from '../ledger/key.ts';
import { origin } from '../ledger/note.ts';

/** Begins a ledger and says what the administrator does next. 1 where there is one already. */
export async function ledgerInit(
  { repository, api }: { readonly repository: { readonly owner: string; readonly name: string }; readonly api: string },
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const token = env.GITHUB_TOKEN;
  if (!token) throw new WrongArgument("expected GITHUB_TOKEN, seen nothing\nhint: an administrator's token, used once");
  const key = keyIn(env);
  // Octokit would print the question whether there is a ledger yet as an error.
  const ignore = () => undefined;
  const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const octokit = new Octokit({ auth: token, baseUrl: api, log: silent });
  const begun = await beginLedger((route, parameters) => octokit.request(route, parameters), repository, key);
  if ('refused' in begun) {
    say(`no ledger was begun: ${begun.refused}`);
    return 1;
  }
  say(`the ledger of ${repository.owner}/${repository.name} begins: commit ${begun.commit} on the branch \`ledger\``);
  say(`its key, for other readers of signed notes: ${verifierKey(origin(begun.repository), begun.key)}`);
  say(`on main, as policies/ledger.yaml:\n\n${policyText(begun.key)}`);
  return 0;
}

function keyIn({ LEDGER_KEY, LEDGER_KEY_PATH }: Readonly<Record<string, string | undefined>>): KeyObject {
  try {
    // A PEM in one line of an environment file has its line ends written out.
    const pem = LEDGER_KEY?.replaceAll('\\n', '\n') ?? (LEDGER_KEY_PATH && readFileSync(LEDGER_KEY_PATH, 'utf8'));
    if (!pem)
      throw new TypeError(
        'expected LEDGER_KEY or LEDGER_KEY_PATH, seen nothing\nhint: `openssl genpkey -algorithm ed25519`',
      );
    const [key, another] = privateKeys(pem);
    if (key === undefined || another) throw new TypeError('expected one ledger key to begin with, seen two');
    return key;
  } catch (error) {
    throw new WrongArgument(error instanceof Error ? error.message : 'no ledger key');
  }
}
