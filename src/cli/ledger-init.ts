import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { beginLedger, policyText } from '../ledger/init.ts';
import { privateKeys, verifierKey } from '../ledger/key.ts';
import { origin } from '../ledger/note.ts';
import { administer, type Place } from './administer.ts';

/** Begins a ledger and says what the administrator does next. 1 where there is one already. */
export async function ledgerInit(
  place: Place,
  env: Readonly<Record<string, string | undefined>>,
  say: (line: string) => void,
): Promise<number> {
  const key = keyIn(env);
  const begun = await administer(place, env, 'used once', (github) =>
    beginLedger(
      async (route, parameters) => {
        const { headers, data } = await github.request(route, parameters);
        return { headers: { date: String(headers.date) }, data };
      },
      place.repository,
      key,
    ),
  );
  if ('refused' in begun) {
    say(`no ledger was begun: ${begun.refused}`);
    return 1;
  }
  say(
    `the ledger of ${place.repository.owner}/${place.repository.name} begins: commit ${begun.commit} on the branch \`ledger\``,
  );
  say(`its key, for other readers of signed notes: ${verifierKey(origin(begun.repository), begun.key)}`);
  say(`on main, as policies/ledger.yaml:\n\n${policyText(begun.key)}`);
  return 0;
}

function keyIn({ LEDGER_KEY, LEDGER_KEY_PATH }: Readonly<Record<string, string | undefined>>): KeyObject {
  try {
    // A PEM in one line of an environment file has its line ends written out.
    const pem = LEDGER_KEY?.replaceAll('\\n', '\n') ?? (LEDGER_KEY_PATH && textAt(LEDGER_KEY_PATH));
    if (!pem)
      throw new TypeError(
        'expected LEDGER_KEY or LEDGER_KEY_PATH, seen nothing\nhint: `openssl genpkey -algorithm ed25519`',
      );
    const [key, another] = privateKeys(pem);
    if (key === undefined || another)
      throw new TypeError(
        'expected one ledger key to begin with, seen two\nhint: the second comes when it is replaced: docs/ledger.md',
      );
    return key;
  } catch (error) {
    throw new WrongArgument(error instanceof Error ? error.message : 'no ledger key');
  }
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new WrongArgument(
      `expected LEDGER_KEY_PATH to name a file that can be read, seen none at \`${path}\`${why}\nhint: \`openssl genpkey -algorithm ed25519 -out ledger.pem\` makes one`,
    );
  }
}
