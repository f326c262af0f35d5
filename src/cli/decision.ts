import type { Command } from 'commander';
import type { Proposing } from './decision-propose.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `decision show` and `decision propose`. */
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
  proposeCommand(decision, exit);
}

function proposeCommand(decision: Command, exit: (code: number) => void): void {
  const propose = decision
    .command('propose')
    .description('write the file of a decision about what was released; it proposes, and no verdict can be written')
    .argument('<packet>', 'the packet, as its folder is called')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`, into which it is written', '.')
    .requiredOption('--rationale <text>', 'why the council should decide')
    .option('--revision <n>', 'which released revision; the last unless given')
    .option('--status <status>', 'proposed, draft or needs_changes', 'proposed')
    .option('--requester <person>', 'the person who asks, as a key of people.yaml')
    .option('--agent', 'an agent opens the pull request, and not a person', false)
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .action(async (packet: string, clone: string, given: Proposing) => {
      const { decisionPropose } = await import('./decision-propose.ts');
      exit(await ending(() => decisionPropose(packet, clone, given, say)));
    });
  const why = '--rationale "the train waits"';
  const shown = [
    `countersign decision propose bpe-2026-014 ${why}`,
    `countersign decision propose bpe-2026-014 governance --agent --requester fay --status draft ${why}`,
  ];
  examples(propose, shown, {
    0: 'the file is written',
    1: 'nothing is written: it was not released, or was taken back or overtaken, or the ledger is not whole',
    2: 'nothing is written: the clone or an option is wrong, or a verdict was asked for',
    3: 'nothing is written: something in the ledger could not be checked',
  });
}
