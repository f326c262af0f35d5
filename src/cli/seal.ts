import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `seal verify`. */
export function sealCommands(program: Command, exit: (code: number) => void): void {
  const seal = program.command('seal').description('what the seals of a ledger prove');
  const verify = seal
    .command('verify')
    .description("verify the seals of a clone's ledger, offline: over what, by whom, when, by which policies")
    .argument('<clone>', 'a git clone with the branches `ledger` and `main`')
    .argument('[packet]', 'the id of one packet, which must then have a seal that counts')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print the report as JSON')
    .action(
      async (clone: string, packet: string | undefined, { json, policies }: { json?: true; policies?: string }) => {
        const { sealVerify } = await import('./seal-verify.ts');
        exit(await ending(() => sealVerify(clone, { packet, policies }, json === true, say)));
      },
    );
  examples(verify, ['countersign seal verify governance', 'countersign seal verify governance bpe-2026-014 --json'], {
    0: 'every seal verifies',
    1: 'a seal does not, the ledger breaks, or the packet has no seal that counts',
    3: 'something could not be checked',
  });
}
