import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { say } from './ending.ts';
import { examples } from './examples.ts';

/** `rehearse`: plays files, each in a world of its own. Ends with 0 as expected, 1 not, 2 when a file is wrong. */
export function rehearseCommand(program: Command, exit: (code: number) => void): void {
  const rehearse = program
    .command('rehearse')
    .description('play rehearsals on stand-ins of GitHub and Sigstore, and check what must then be true')
    .argument('<file...>', 'rehearsals, as docs/rehearsals.md describes them')
    .option('--policies <dir>', 'play on the policies and CODEOWNERS of the governance repository checked out there')
    .option('--json', 'print what became of each as JSON')
    .action(async (files: string[], { json = false, policies }: { json?: boolean; policies?: string }) => {
      const { exitCodeOf, outcomeText, rehearseAll } = await import('../rehearse/rehearse.ts');
      const named = files.map((file) => ({ file, bytes: bytesOf(file) }));
      const outcomes = await rehearseAll(named, policies, (outcome) => json || say(outcomeText(outcome)));
      if (json) say(JSON.stringify(outcomes, null, 2));
      exit(exitCodeOf(outcomes));
    });
  const shown = [
    'countersign rehearse docs/examples/story.yaml',
    'countersign rehearse --policies governance test/rehearsals/*.yaml',
  ];
  examples(rehearse, shown, { 0: 'all went as expected', 1: 'something did not', 2: 'a file is wrong' });
}

function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
