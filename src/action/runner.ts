import { harmless } from '../report/workflow-command.ts';
import { errorAnnotation } from './annotation.ts';
import type { Environment } from './inputs.ts';
import type { Outcome } from './outcome.ts';

/** What the runner of a workflow offers to a command. */
export interface Runner {
  readonly env: Environment;
  /** The words after the file on the command line: none from a real runner. */
  readonly args: readonly string[];
  /**
   * The job's own identity token for this audience, masked in the log. Rejects where the job may have none: it needs
   * `permissions: id-token: write`.
   */
  idToken(audience: string): Promise<string>;
}

/** The runner that started this process. `@actions/core` is loaded when it is first needed. */
export function runnerOf({ env, argv }: { readonly env: Environment; readonly argv: readonly string[] }): Runner {
  return {
    env,
    args: argv.slice(2),
    idToken: async (audience) => (await import('@actions/core')).getIDToken(audience),
  };
}

/** Tells the runner how it ended: outputs and the page of the run, and then, when these stand, the log. */
export async function tell(outcome: Outcome, write: (text: string) => void): Promise<void> {
  const { exit, title, lines, outputs = {}, summary } = outcome;
  if (summary !== undefined || Object.keys(outputs).length > 0) {
    const core = await import('@actions/core');
    for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value);
    if (summary !== undefined) await core.summary.addRaw(summary, true).write();
  }
  if (exit === 0) for (const line of [title, ...lines]) write(`${harmless(line)}\n`);
  else write(`${errorAnnotation(outcome)}\n`);
}
