import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `packet history`. */
export function packetCommands(program: Command, exit: (code: number) => void): void {
  const packet = program.command('packet').description('tell what became of a packet');
  const history = packet
    .command('history')
    .description("tell a packet's whole story from a clone: heads, terms, holds, approvals, releases, corrections")
    .argument('<id>', 'the packet, as its folder is called')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`', '.')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print the story as JSON')
    .action(async (id: string, clone: string, { policies, json = false }: { policies?: string; json?: boolean }) => {
      const { packetHistory } = await import('./packet-history.ts');
      exit(await ending(() => packetHistory(id, clone, policies, json, say)));
    });
  examples(
    history,
    ['countersign packet history bpe-2026-014', 'countersign packet history --json bpe-2026-014 governance'],
    {
      0: 'told, from a ledger that is whole',
      1: 'there is no such packet, or the ledger is not whole: what is told then is what its chain still holds',
      2: 'the clone or an option is wrong',
      3: 'something in the ledger could not be checked',
    },
  );
}
