import type { Command } from 'commander';

/** What the exit codes of a command mean. 2 and 3 mean the same everywhere unless a command can say it better. */
export interface Exits {
  readonly 0: string;
  readonly 1: string;
  readonly 2?: string;
  readonly 3?: string;
}

/**
 * Ends the help of a command with lines to copy and with its exit codes. Every command without subcommands has this:
 * a test asks each for its help, and parses what it finds there.
 */
export function examples(command: Command, lines: readonly string[], exits: Exits): Command {
  const codes = { 2: 'something that was named is wrong', 3: 'could not decide', ...exits };
  const meanings = Object.entries(codes).map(([code, meaning]) => `  ${code}  ${meaning}`);
  const shown = ['', 'Examples:', ...lines.map((line) => `  ${line}`), '', 'Exit codes:', ...meanings];
  return command.addHelpText('after', shown.join('\n'));
}
