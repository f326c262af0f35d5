import { actorOf } from '../actor.ts';
import { app as appWith } from '../find.ts';
import { invalid, notForThisApp, notFound, Refused } from '../refused.ts';
import { checkRunShape } from '../shape/check.ts';
import { announce } from '../webhooks/announce.ts';
import type { Annotation, CheckAction, CheckRun, Conclusion, Repository, Viewer, World } from '../world.ts';
import { suiteFor } from './suites.ts';

/** What an App may say of a run. A field that is left out stays. */
export interface CheckEdit {
  readonly name?: string;
  readonly status?: CheckRun['status'];
  readonly conclusion?: Conclusion;
  readonly externalId?: string;
  readonly detailsUrl?: string;
  readonly startedAt?: number;
  readonly completedAt?: number;
  readonly output?: {
    readonly title: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: readonly Annotation[];
  };
  readonly actions?: readonly CheckAction[];
}

const LONGEST_TEXT = 65_535;
const MOST_ANNOTATIONS = 50;

/** Only Apps write check runs, each in a suite of its own: the commit's, unless `suite` names another. */
export function createRun(
  world: World,
  repository: Repository,
  viewer: Viewer,
  headSha: string,
  edit: CheckEdit & { readonly name: string; readonly suite?: number },
): CheckRun {
  const app = writer(viewer);
  if (repository.git.objects.commit(headSha) === undefined)
    throw new Refused(422, `No commit found for SHA: ${headSha}`);
  check(edit);
  const run: CheckRun = {
    id: world.next('run'),
    suite: edit.suite ?? suiteFor(world, repository, headSha, null, app).id,
    app,
    headSha,
    name: edit.name,
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: `${world.origin}/apps/${appWith(world, app).slug}`,
    startedAt: world.clock.now(),
    completedAt: null,
    output: { title: null, summary: null, text: null, annotations: [] },
    actions: [],
  };
  repository.runs.push(run);
  apply(world, run, edit);
  announceRun(world, repository, run, 'created');
  if (run.status === 'completed') announceRun(world, repository, run, 'completed');
  return run;
}

export function updateRun(world: World, repository: Repository, viewer: Viewer, run: CheckRun, edit: CheckEdit): void {
  if (run.app !== writer(viewer)) throw notForThisApp();
  check(edit);
  const before = run.status;
  apply(world, run, edit);
  if (run.status === 'completed' && before !== 'completed') announceRun(world, repository, run, 'completed');
}

function writer(viewer: Viewer): number {
  if (viewer.kind !== 'installation') throw new Refused(403, 'You must authenticate via a GitHub App.');
  return viewer.app;
}

function check({ output, actions = [] }: CheckEdit): void {
  const tooLong = (field: string) =>
    invalid({ resource: 'CheckRun', field, code: 'custom', message: `${field} exceeds a maximum length` });
  if ((output?.summary.length ?? 0) > LONGEST_TEXT) throw tooLong('summary');
  if ((output?.text?.length ?? 0) > LONGEST_TEXT) throw tooLong('text');
  if ((output?.annotations?.length ?? 0) > MOST_ANNOTATIONS) throw tooLong('annotations');
  if (actions.length > 3) throw tooLong('actions');
}

function apply(world: World, run: CheckRun, edit: CheckEdit): void {
  run.name = edit.name ?? run.name;
  run.externalId = edit.externalId ?? run.externalId;
  run.detailsUrl = edit.detailsUrl ?? run.detailsUrl;
  run.startedAt = edit.startedAt ?? run.startedAt;
  run.actions = [...(edit.actions ?? run.actions)];
  // A conclusion completes the run, whatever the status says.
  run.status = edit.conclusion === undefined ? (edit.status ?? run.status) : 'completed';
  run.conclusion = edit.conclusion ?? (run.status === 'completed' ? run.conclusion : null);
  run.completedAt = run.status === 'completed' ? (edit.completedAt ?? world.clock.now()) : null;
  if (edit.output === undefined) return;
  const { title, summary, text = null, annotations = [] } = edit.output;
  // Annotations of further requests are added to those that are there.
  run.output = { title, summary, text, annotations: [...run.output.annotations, ...annotations] };
}

/** Tells the App whose run it is that somebody wants it again. It stays as it is until the App writes it. */
export function rerequestRun(world: World, repository: Repository, viewer: Viewer, id: number): void {
  const run = repository.runs.find((one) => one.id === id);
  if (run === undefined) throw notFound();
  const sender = actorOf(world, viewer).id;
  if (run.app === world.app.id) announceRun(world, repository, run, 'rerequested', sender);
}

function announceRun(
  world: World,
  repository: Repository,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested',
  sender = appWith(world, run.app).account,
): void {
  const shape = { ...checkRunShape(world, repository, run), check_suite: { id: run.suite, head_sha: run.headSha } };
  announce(world, repository, sender, 'check_run', action, { check_run: shape });
}
