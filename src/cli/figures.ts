import { type Command, InvalidArgumentError } from 'commander';
import { type Instant, isInstant } from '../time/instant.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

interface FiguresOptions {
  readonly since?: Instant;
  readonly until?: Instant;
  readonly council?: string;
  readonly policies?: string;
  readonly json?: boolean;
}

/** `figures`. */
export function figuresCommand(program: Command, exit: (code: number) => void): void {
  const figures = program
    .command('figures')
    .description('compute the figures of packet release from the ledger of a clone, each with its entries')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`', '.')
    .option('--since <time>', 'count what was recorded from then on: 2026-11-01, or 2026-11-01T09:00:00Z', timeOf)
    .option('--until <time>', 'the ledger as it stood before then: what came later counts for nothing', timeOf)
    .option('--council <council>', 'of this council and no other')
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print the figures as JSON')
    .action(async (clone: string, { json = false, policies, ...asked }: FiguresOptions) => {
      const { figuresOfClone } = await import('./figures-of-clone.ts');
      exit(await ending(() => figuresOfClone(clone, asked, policies, json, say)));
    });
  const shown = [
    'countersign figures governance',
    'countersign figures --council release-integrity --since 2026-10-01 --until 2027-01-01 --json',
  ];
  examples(figures, shown, {
    0: 'computed, from a ledger that is whole',
    1: 'the ledger is not whole: nothing is computed from it',
    2: 'the clone or an option is wrong, or the ledger knows no such council',
    3: 'something in the ledger could not be checked',
  });
}

function timeOf(value: string): Instant {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value;
  if (!isInstant(instant)) throw new InvalidArgumentError('expected a date, or an instant in UTC with whole seconds');
  return instant;
}
