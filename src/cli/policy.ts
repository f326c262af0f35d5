import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `policy explain`. */
export function policyCommand(program: Command, exit: (code: number) => void): void {
  const policy = program.command('policy').description('read the policies of a governance repository');
  const explain = policy
    .command('explain')
    .description('say in plain sentences what the policies demand, each with the line that says so')
    .argument('[council]', 'explain this council and no other')
    .option('--policies <dir>', "explain this checkout of the governance repository instead of the clone's origin/main")
    .option('--json', 'print the sentences as JSON')
    .action(async (council: string | undefined, { policies, json = false }: { policies?: string; json?: boolean }) => {
      const { policyExplain } = await import('./policy-explain.ts');
      exit(await ending(() => policyExplain(council, policies, json, say)));
    });
  const shown = [
    'countersign policy explain release-integrity # in a clone of the governance repository',
    'countersign policy explain --policies governance',
  ];
  examples(explain, shown, {
    0: 'all policies load',
    1: 'something is broken, and counts for nothing',
    2: 'there are no such policies, or no such council',
    3: 'the policies could not be read',
  });
}
