import type { Command } from 'commander';
import { ending, say } from './ending.ts';
import { examples } from './examples.ts';

/** `codeowners`: who owns a path, and by which line. */
export function codeownersCommand(program: Command, exit: (code: number) => void): void {
  const codeowners = program
    .command('codeowners')
    .description('say who owns each path, by which line of CODEOWNERS, and which lines are invalid')
    .argument('<path...>', 'paths from the root of the repository, as git names them')
    .requiredOption('--file <codeowners>', 'the CODEOWNERS file')
    .option('--json', 'print the answer as JSON')
    .action(async (paths: string[], { file, json = false }: { file: string; json?: boolean }) => {
      const { ownersOfPaths } = await import('./codeowners-paths.ts');
      exit(await ending(() => ownersOfPaths(file, paths, json, say)));
    });
  examples(codeowners, ['countersign codeowners --file .github/CODEOWNERS packets/bpe-2026-014/packet.yaml'], {
    0: 'answered, also where nobody owns a path',
    1: 'the file has invalid lines: what it says of any path is not to be relied on',
    2: 'the file cannot be read, or a path is none',
  });
}
