import { Argument, type Command } from 'commander';
import { say } from './ending.ts';
import { examples } from './examples.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

/** `completion`: a script, made from the commands as they stand here, that completes them without starting anything. */
export function completionCommand(program: Command): void {
  const completion = program
    .command('completion')
    .description('print a script with which a shell completes commands and options')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      const { shapesOf } = await import('./completion/shape.ts');
      say(await scriptFor(shell, shapesOf(program)));
    });
  const shown = ['source <(countersign completion bash)', 'countersign completion fish | source'];
  examples(completion, shown, { 0: 'the script is printed', 1: 'never', 2: 'there is no script for this shell' });
}

async function scriptFor(shell: Shell, shapes: ReturnType<typeof import('./completion/shape.ts').shapesOf>) {
  switch (shell) {
    case 'bash':
      return (await import('./completion/bash.ts')).bashScript(shapes);
    case 'zsh':
      return (await import('./completion/zsh.ts')).zshScript(shapes);
    case 'fish':
      return (await import('./completion/fish.ts')).fishScript(shapes);
  }
}
