import { writeSync } from 'node:fs';
import { type Asked, readInputs } from './action/inputs.ts';
import { couldNotDecide, type Outcome, wrongInput } from './action/outcome.ts';
import { type Runner, runnerOf, tell } from './action/runner.ts';

const STDOUT = 1;

/**
 * The Action: one step of a workflow. Reads what is asked, and only then loads what that needs. Exit codes: 0 yes, 1
 * not proven, 2 an input or a file is wrong, 3 could not decide; the runner takes all but 0 for a failed step. It
 * always runs when loaded: nothing decides whether this is the program, and so nothing can end it unjudged with a 0.
 */
async function run(): Promise<number> {
  const asked = readInputs(process.env);
  const outcome = asked.ok ? await perform(asked, runnerOf(process)) : wrongInput(asked.problems);
  await tell(outcome, write);
  return outcome.exit;
}

async function perform({ command, inputs }: Asked, runner: Runner): Promise<Outcome> {
  switch (command) {
    case 'verify':
      return (await import('./action/verify.ts')).verify(inputs);
    case 'seal':
      return (await import('./action/seal.ts')).seal(inputs, runner);
  }
}

/** By the system's own call: `process.stdout` would load Node's streams and sockets, for one line more often than not. */
function write(text: string): void {
  writeSync(STDOUT, text);
}

process.exitCode = await run().catch(async (error: unknown) => {
  const outcome = couldNotDecide(error);
  await tell(outcome, write);
  return outcome.exit;
});
