import { WrongArgument } from '../audit/wrong-argument.ts';

/** The exit code of a command: 2 for what the caller named wrongly; anything else that went wrong decided nothing. */
export async function ending(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'something that is no error was thrown'}\n`);
    return error instanceof WrongArgument ? 2 : 3;
  }
}

/** Prints a line of the answer. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
