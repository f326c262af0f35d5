import { type Command, InvalidArgumentError } from 'commander';
import type { DoctorOptions } from './doctor-examine.ts';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';
import { repositoryName } from './repository.ts';

/** `doctor`: whether GitHub itself protects a governance repository as needed. */
export function doctorCommand(program: Command, exit: (code: number) => void): void {
  const doctor = program
    .command('doctor')
    .description("examine GitHub's own protections of a governance repository, and say how to mend them")
    .requiredOption('--repository <owner/name>', 'the governance repository', repositoryName)
    .option('--app <number>', "the App, by the number on its settings page; APP_ID where it isn't given", appNumber)
    .option('--api <url>', 'the API of a GitHub Enterprise Server', 'https://api.github.com')
    .option('--json', 'print the examination as JSON')
    .addHelpText('after', "\nGITHUB_TOKEN: an administrator's token; it reads, and changes nothing")
    .action(async (options: DoctorOptions) => {
      const { examine } = await import('./doctor-examine.ts');
      exit(await ending(() => examine(options, process.env, say)));
    });
  examples(doctor, ['countersign doctor --repository acme/governance --app 77'], {
    0: 'every protection is as needed',
    1: 'one is not: the command that mends it is printed',
    2: 'an argument or the token is wrong, or the token shows no such repository',
    3: 'none is wrong, and one could not be seen; or GitHub did not answer',
  });
}

function appNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('expected a whole number');
  return Number(value);
}
