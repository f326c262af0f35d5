import { readWorkflow, type WorkflowFile } from '../../workflow/file.ts';
import type { Oid } from '../git/object.ts';
import { entryAt } from '../git/tree.ts';
import { workflowRunShape, workflowShape } from '../shape/workflow.ts';
import { announce } from '../webhooks/announce.ts';
import type { Conclusion, Repository, Workflow, WorkflowRun, World } from '../world.ts';
import { actionsApp } from './actions-app.ts';

const FOLDER = '.github/workflows';

/** A workflow of the default branch, by its number or the name of its file. */
export function workflowNamed(world: World, repository: Repository, name: string): Workflow | undefined {
  const { git, workflows } = repository;
  const byId = workflows.values().find(({ id }) => String(id) === name);
  const path = byId?.path ?? `${FOLDER}/${name}`;
  const commit = git.branch(repository.defaultBranch);
  const tree = commit === undefined ? undefined : git.objects.commit(commit)?.tree;
  if (tree === undefined || !/^[^/]+\.ya?ml$/.test(path.slice(FOLDER.length + 1))) return undefined;
  if (entryAt(git.objects, tree, path) === undefined) return undefined;
  const known = workflows.get(path) ?? { id: world.next('workflow'), path, createdAt: world.clock.now() };
  workflows.set(path, known);
  return known;
}

/** The workflow as it stands at a commit; undefined where it is not there, or is no mapping in YAML. */
export function workflowFileOf({ git }: Repository, commit: Oid, path: string): WorkflowFile | undefined {
  const tree = git.objects.commit(commit)?.tree;
  const entry = tree === undefined ? undefined : entryAt(git.objects, tree, path);
  const text = entry === undefined ? undefined : git.objects.blob(entry.oid)?.toString();
  return text === undefined ? undefined : readWorkflow(text);
}

type Wanted = Pick<
  WorkflowRun,
  'workflow' | 'name' | 'title' | 'event' | 'ref' | 'headSha' | 'actor' | 'inputs' | 'payload'
>;

/** A run that waits for a runner, in a check suite of its own. */
export function queueRun(world: World, repository: Repository, wanted: Wanted): WorkflowRun {
  const now = world.clock.now();
  const headBranch = wanted.ref.replace(/^refs\/(heads|tags)\//, '');
  const suite = {
    id: world.next('suite'),
    app: actionsApp(world).id,
    headSha: wanted.headSha,
    headBranch,
    createdAt: now,
  };
  repository.suites.push(suite);
  const run: WorkflowRun = {
    ...wanted,
    id: world.next('workflowRun'),
    number: repository.workflowRuns.filter(({ workflow }) => workflow.id === wanted.workflow.id).length + 1,
    attempt: 1,
    headBranch,
    suite: suite.id,
    status: 'queued',
    conclusion: null,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
  };
  repository.workflowRuns.push(run);
  tell(world, repository, run, 'requested');
  world.queue.add({ repository, run });
  return run;
}

/** A runner has taken it. */
export function beginRun(world: World, repository: Repository, run: WorkflowRun): void {
  run.status = 'in_progress';
  run.startedAt = world.clock.now();
  tell(world, repository, run, 'in_progress');
}

export function concludeRun(world: World, repository: Repository, run: WorkflowRun, conclusion: Conclusion): void {
  run.status = 'completed';
  run.conclusion = conclusion;
  tell(world, repository, run, 'completed');
}

function tell(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  action: 'requested' | 'in_progress' | 'completed',
): void {
  run.updatedAt = world.clock.now();
  announce(world, repository, run.actor, 'workflow_run', action, {
    workflow_run: workflowRunShape(world, repository, run),
    workflow: workflowShape(world, repository, run),
  });
}
