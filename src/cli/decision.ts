import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `decision show`. */
export function decisionCommands(program: Command, exit: (code: number) => void): void {
  const decision = program.command('decision').description('what a council decides about a packet');
  const show = decision
    .command('show')
    .description(
      'tell from a clone who signed what about a packet, what is missing, what was concluded, and its effect',
    )
    .argument('<packet>', 'the packet, as its folder is called')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`, and that of the council', '.')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print the decisions as JSON')
    .action(
      async (packet: string, clone: string, { policies, json = false }: { policies?: string; json?: boolean }) => {
        const { decisionShow } = await import('./decision-show.ts');
        exit(await ending(() => decisionShow(packet, clone, policies, json, say)));
      },
    );
  examples(
    show,
    ['countersign decision show bpe-2026-014', 'countersign decision show --json bpe-2026-014 governance'],
    {
      0: 'told, from a ledger that is whole',
      1: 'there is no such packet, or the ledger is not whole: what is told then is what its chain still holds',
      2: 'the clone or an option is wrong',
      3: 'something in the ledger could not be checked',
    },
  );
}
