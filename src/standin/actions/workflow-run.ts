import { beginRun, concludeRun, workflowFileOf } from '../github/acts/workflow-runs.ts';
import type { Queued } from '../github/queue.ts';
import type { Conclusion } from '../github/world.ts';
import type { Mapping } from '../workflow/file.ts';
import { type Groups, groupOf } from './concurrency.ts';
import { failing } from './failed.ts';
import { type Runner, runJob } from './job.ts';
import { planOf } from './plan.ts';
import type { Report } from './report.ts';

/** Runs a workflow as it stands at the run's commit, once it is its turn, and says on the run how it ended. */
export async function runWorkflow(runner: Runner, groups: Groups, queued: Queued, report: Report): Promise<void> {
  const { world } = runner;
  const { repository, run } = queued;
  const document = workflowFileOf(repository, run.headSha, run.workflow.path)?.document ?? {};
  const wait = () => {
    run.status = 'pending';
  };
  const never = await failing(report, async () =>
    groups.inTurn(groupOf(world, queued, document), wait, async () => {
      beginRun(world, repository, run);
      // Concluded before the next of its group begins.
      concludeRun(world, repository, run, await failing(report, () => runAll(runner, queued, report, document)));
    }),
  );
  if (never !== undefined) concludeRun(world, repository, run, never);
}

/** One job after the other, until one does not succeed. */
async function runAll(runner: Runner, queued: Queued, report: Report, document: Mapping): Promise<Conclusion> {
  for (const plan of planOf(document)) {
    const conclusion = await runJob({ runner, queued, plan, report });
    if (conclusion !== 'success') return conclusion;
  }
  return 'success';
}
