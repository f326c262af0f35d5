import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';
import { repositoryName } from './repository.ts';

/** `ledger init` and `ledger verify`. What only one of them needs is loaded when it runs. */
export function ledgerCommands(program: Command, exit: (code: number) => void): void {
  const ledger = program.command('ledger').description('begin a ledger, or verify one');

  const init = ledger
    .command('init')
    .description('begin the ledger of a governance repository; an administrator does this once')
    .requiredOption('--repository <owner/name>', 'the governance repository', repositoryName)
    .option('--api <url>', 'the API of a GitHub Enterprise Server', 'https://api.github.com')
    .addHelpText('after', '\nGITHUB_TOKEN: a token that may write contents')
    .addHelpText('after', 'LEDGER_KEY or LEDGER_KEY_PATH: an Ed25519 private key; `openssl genpkey -algorithm ed25519`')
    .action(async (options: { repository: { owner: string; name: string }; api: string }) => {
      const { ledgerInit } = await import('./ledger-init.ts');
      exit(await ending(() => ledgerInit(options, process.env, say)));
    });
  examples(init, ['countersign ledger init --repository acme/governance'], {
    0: 'the ledger begins',
    1: 'no ledger was begun: there is one already',
    3: 'GitHub did not do it',
  });

  const verify = ledger
    .command('verify')
    .description('verify the ledger of a clone, offline: chain, signatures, claims, seals')
    .argument('<clone>', 'a git clone with the branches `ledger` and `main`')
    .option('--key <base64>', 'believe this public key instead of policies/ledger.yaml')
    .option('--witness <file>', 'a file that remembers the number and hash of an entry; may be repeated', collected)
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--resume <file>', 'go on where the audit that wrote this file ended; written anew when all is well')
    .option('--json', 'print the report as JSON')
    .action(async (clone: string, { witness = [], json, ...options }: VerifyOptions) => {
      const { ledgerVerify } = await import('./ledger-verify.ts');
      exit(await ending(() => ledgerVerify(clone, { ...options, witnesses: witness }, json === true, say)));
    });
  const shown = [
    'countersign ledger verify governance',
    'countersign ledger verify --json --witness issue.md governance',
  ];
  examples(verify, shown, {
    0: 'the ledger is whole',
    1: 'something is wrong: the first such entry is named',
    3: 'something could not be checked',
  });
}

interface VerifyOptions {
  readonly key?: string;
  readonly witness?: readonly string[];
  readonly policies?: string;
  readonly resume?: string;
  readonly json?: true;
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
