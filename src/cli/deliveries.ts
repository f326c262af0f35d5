import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

interface DeliveriesOptions {
  readonly packet?: string;
  readonly policies?: string;
  readonly json?: boolean;
}

/** `deliveries`. */
export function deliveriesCommand(program: Command, exit: (code: number) => void): void {
  const deliveries = program
    .command('deliveries')
    .description('list who was told of each release beside its issue, who is still tried, and the dead letters')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`', '.')
    .option('--packet <id>', 'of this packet and no other')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print them as JSON')
    .action(async (clone: string, options: DeliveriesOptions) => {
      const { deliveriesOfClone } = await import('./deliveries-of-clone.ts');
      exit(await ending(() => deliveriesOfClone(clone, options, say)));
    });
  examples(deliveries, ['countersign deliveries', 'countersign deliveries --packet bpe-2026-014 --json governance'], {
    0: 'everybody was told, by a ledger that is whole',
    1: 'there are dead letters or no such packet, or the ledger is not whole: what is told then is what its chain still holds',
    2: 'the clone or an option is wrong',
    3: 'somebody is still to be told, or something in the ledger could not be checked',
  });
}
