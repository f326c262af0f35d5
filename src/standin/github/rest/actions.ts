import { dispatch } from '../acts/dispatch.ts';
import { workflowNamed } from '../acts/workflow-runs.ts';
import { account } from '../find.ts';
import { notFound, Refused } from '../refused.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import { workflowRunShape } from '../shape/workflow.ts';
import type { Workflow, WorkflowRun } from '../world.ts';
import { type Answer, inRepository, nothing, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { createdWithin } from './created.ts';
import { pageOf } from './paging.ts';

const READ = { app: ['actions:read'], person: 'read' } as const;
const MOST_INPUTS = 25;

/** Workflows that are started by hand, and their runs. */
export const actions: Route[] = [
  inRepository(
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow}/dispatches',
    { app: ['actions:write'], person: 'write' },
    start,
  ),
  inRepository('GET /repos/{owner}/{repo}/actions/workflows/{workflow}/runs', READ, (call) => {
    const workflow = workflowOf(call);
    return list(call, (run) => run.workflow.id === workflow.id);
  }),
  inRepository('GET /repos/{owner}/{repo}/actions/runs', READ, (call) => list(call, () => true)),
  inRepository('GET /repos/{owner}/{repo}/actions/runs/{id}', READ, (call) => {
    const id = numberOf(call, 'id');
    const found = call.repository.workflowRuns.find((run) => run.id === id);
    if (found === undefined) throw notFound();
    return ok(workflowRunShape(call.world, call.repository, found));
  }),
];

/** Who wants to know which run it became has to ask for that; otherwise nothing is said. */
function start(call: RepositoryCall): Answer {
  const { world, repository, viewer, body } = call;
  const inputs = body.object('inputs')?.json() ?? {};
  if (Object.keys(inputs).length > MOST_INPUTS)
    throw new Refused(422, `Invalid request.\n\nNo more than ${MOST_INPUTS} properties are allowed; inputs has more.`);
  const run = dispatch(world, repository, viewer, { workflow: workflowOf(call), ref: body.text('ref'), inputs });
  if (body.flag('return_run_details') !== true) return nothing;
  return ok({
    workflow_run_id: run.id,
    run_url: `${apiUrl(world, repository)}/actions/runs/${run.id}`,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}`,
  });
}

function workflowOf({ world, repository, params }: RepositoryCall): Workflow {
  const found = workflowNamed(world, repository, params.workflow ?? '');
  if (found === undefined) throw notFound();
  return found;
}

/** Newest first. `status` may be a conclusion too. */
function list(call: RepositoryCall, those: (run: WorkflowRun) => boolean): Answer {
  const { world, repository, query } = call;
  const created = createdWithin(query.get('created'));
  const is = (name: string, ...values: readonly (string | null)[]) => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  const found = repository.workflowRuns.filter(
    (run) =>
      those(run) &&
      created(run.createdAt) &&
      is('event', run.event) &&
      is('status', run.status, run.conclusion) &&
      is('branch', run.headBranch) &&
      is('head_sha', run.headSha) &&
      is('check_suite_id', String(run.suite)) &&
      is('actor', account(world, run.actor).login),
  );
  const { shown, headers } = pageOf(call, found.reverse());
  const workflow_runs = shown.map((run) => workflowRunShape(world, repository, run));
  return { status: 200, headers, body: { total_count: found.length, workflow_runs } };
}
