import { type CheckEdit, createRun, updateRun } from '../acts/checks.ts';
import { notFound, Refused } from '../refused.ts';
import { annotationShape, checkRunShape, checkSuiteShape } from '../shape/check.ts';
import type { Annotation, CheckRun } from '../world.ts';
import { created, inRepository, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import type { Fields } from './fields.ts';
import { paged, pageOf } from './paging.ts';

const READ = { app: ['checks:read'], person: 'read' } as const;
const WRITE = { app: ['checks:write'], person: 'write' } as const;
const CONCLUSIONS = ['action_required', 'cancelled', 'failure', 'neutral', 'success', 'skipped', 'timed_out'] as const;

export const checks: Route[] = [
  inRepository('POST /repos/{owner}/{repo}/check-runs', WRITE, (call) => {
    const { world, repository, viewer, body } = call;
    const edit = { ...editOf(body), name: body.text('name') };
    return created(checkRunShape(world, repository, createRun(world, repository, viewer, body.text('head_sha'), edit)));
  }),
  inRepository('GET /repos/{owner}/{repo}/check-runs/{id}', READ, (call) => show(call, runOf(call))),
  inRepository('PATCH /repos/{owner}/{repo}/check-runs/{id}', WRITE, (call) => {
    const run = runOf(call);
    updateRun(call.world, call.repository, call.viewer, run, editOf(call.body));
    return show(call, run);
  }),
  inRepository('GET /repos/{owner}/{repo}/check-runs/{id}/annotations', READ, (call) => {
    const run = runOf(call);
    return paged(call, run.output.annotations, (one) => annotationShape(call.world, call.repository, run, one));
  }),
  inRepository('GET /repos/{owner}/{repo}/commits/{ref+}/check-runs', READ, (call) => {
    const { world, repository } = call;
    const found = listed(call);
    const { shown, headers } = pageOf(call, found);
    const check_runs = shown.map((run) => checkRunShape(world, repository, run));
    return { status: 200, headers, body: { total_count: found.length, check_runs } };
  }),
  inRepository('GET /repos/{owner}/{repo}/commits/{ref+}/check-suites', READ, (call) => {
    const { world, repository } = call;
    const sha = commitOf(call);
    const found = repository.suites.filter((suite) => suite.headSha === sha);
    const { shown, headers } = pageOf(call, found);
    const check_suites = shown.map((suite) => checkSuiteShape(world, repository, suite));
    return { status: 200, headers, body: { total_count: found.length, check_suites } };
  }),
];

function runOf(call: RepositoryCall): CheckRun {
  const id = numberOf(call, 'id');
  const found = call.repository.runs.find((run) => run.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function show({ world, repository }: RepositoryCall, run: CheckRun) {
  return ok(checkRunShape(world, repository, run));
}

function commitOf({ repository, params }: RepositoryCall): string {
  const sha = repository.git.resolve(params.ref ?? '');
  if (sha === undefined) throw new Refused(422, `No commit found for SHA: ${params.ref}`);
  return sha;
}

/** `filter` latest by default: of each App and name the newest run. */
function listed(call: RepositoryCall): CheckRun[] {
  const { repository, query } = call;
  const sha = commitOf(call);
  const [name, app] = [query.get('check_name'), query.get('app_id')];
  const found = repository.runs.filter(
    (run) => run.headSha === sha && (name === null || run.name === name) && (app === null || run.app === Number(app)),
  );
  if (query.get('filter') === 'all') return found.toReversed();
  const latest = new Map(found.map((run) => [`${run.app} ${run.name}`, run]));
  return [...latest.values()].reverse();
}

function editOf(body: Fields): CheckEdit {
  const output = body.object('output');
  const given = {
    name: body.maybeText('name'),
    status: body.word('status', ['queued', 'in_progress', 'completed']),
    conclusion: body.word('conclusion', CONCLUSIONS),
    externalId: body.maybeText('external_id'),
    detailsUrl: body.maybeText('details_url'),
    startedAt: body.instant('started_at'),
    completedAt: body.instant('completed_at'),
    output: output && outputOf(output),
    actions: body.objects('actions')?.map((action) => ({
      label: action.text('label'),
      description: action.text('description'),
      identifier: action.text('identifier'),
    })),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function outputOf(output: Fields): NonNullable<CheckEdit['output']> {
  const text = output.maybeText('text');
  return {
    title: output.text('title'),
    summary: output.text('summary'),
    ...(text !== undefined && { text }),
    annotations: output.objects('annotations')?.map(annotationOf) ?? [],
  };
}

function annotationOf(given: Fields): Annotation {
  const start = given.integer('start_line') ?? 1;
  return {
    path: given.text('path'),
    start_line: start,
    end_line: given.integer('end_line') ?? start,
    start_column: given.integer('start_column') ?? null,
    end_column: given.integer('end_column') ?? null,
    annotation_level: given.word('annotation_level', ['notice', 'warning', 'failure']) ?? 'notice',
    message: given.text('message'),
    title: given.maybeText('title') ?? null,
    raw_details: given.maybeText('raw_details') ?? null,
  };
}
