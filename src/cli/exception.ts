import { type Command, InvalidArgumentError } from 'commander';
import { type ExceptionPlace, readExceptionId } from '../exception/exception.ts';
import { type Instant, instantOf, isInstant } from '../time/instant.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

interface ExceptionOptions {
  readonly at?: Instant;
  readonly policies?: string;
  readonly json?: boolean;
}

/** `exception list` and `exception show`. */
export function exceptionCommands(program: Command, exit: (code: number) => void): void {
  const exception = program.command('exception').description('what a ledger knows of exceptions');
  const asked = ({ at, policies, json = false }: ExceptionOptions) => ({
    at: at ?? instantOf(Date.now()) ?? '',
    asOf: at ?? null,
    policies,
    json,
  });
  const list = withOptions(exception.command('list'))
    .description('list every exception that was ever asked for, and how it stands')
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`', '.')
    .action(async (clone: string, options: ExceptionOptions) => {
      const { listExceptions } = await import('./exceptions-of-clone.ts');
      exit(await ending(() => listExceptions(clone, asked(options), say)));
    });
  examples(list, ['countersign exception list', 'countersign exception list --at 2026-12-10T00:00:00Z governance'], {
    0: 'listed, from a ledger that is whole',
    1: 'the ledger is not whole: what is listed then is what its chain still holds',
    2: 'the clone or an option is wrong',
    3: 'something in the ledger could not be checked',
  });
  const show = withOptions(exception.command('show'))
    .description('tell all of one exception: what was granted, by whom, how far it reaches, and every entry about it')
    .argument('<exception>', 'its id, as `exception list` prints it', placeOf)
    .argument('[clone]', 'a git clone with the branches `ledger` and `main`', '.')
    .action(async (place: ExceptionPlace, clone: string, options: ExceptionOptions) => {
      const { showException } = await import('./exceptions-of-clone.ts');
      exit(await ending(() => showException(place, clone, asked(options), say)));
    });
  const shown = [
    'countersign exception show bpe-2026-014/r1/exception-30d',
    'countersign exception show --json bpe-2026-014/r1/exception-30d governance',
  ];
  examples(show, shown, {
    0: 'it is in effect, by a ledger that is whole',
    1: 'it is not in effect, there is no such exception, or the ledger is not whole',
    2: 'the id, the clone or an option is wrong',
    3: 'something in the ledger could not be checked',
  });
}

function withOptions(command: Command): Command {
  return command
    .option('--at <time>', 'as it stands then, instead of now: 2026-12-10T00:00:00Z', timeOf)
    .option('--policies <dir>', "believe the policies of this checkout instead of those on the clone's main")
    .option('--json', 'print it as JSON');
}

function timeOf(value: string): Instant {
  if (!isInstant(value))
    throw new InvalidArgumentError('expected an instant in UTC with whole seconds, such as 2026-12-10T00:00:00Z');
  return value;
}

function placeOf(value: string): ExceptionPlace {
  const place = readExceptionId(value);
  if (place === null)
    throw new InvalidArgumentError('expected packet, revision and option, such as bpe-2026-014/r1/exception-30d');
  return place;
}
