import { setLabels } from '../acts/issues.ts';
import { labelNamed } from '../acts/labels.ts';
import { invalid, notFound } from '../refused.ts';
import { labelShape, labelsOf } from '../shape/label.ts';
import { created, inRepository, ok, type RepositoryCall, type Route } from './call.ts';
import { issueOf } from './issues.ts';
import { paged } from './paging.ts';

const READ = { app: ['issues:read', 'pull_requests:read'], person: 'read' } as const;
const TRIAGE = { app: ['issues:write', 'pull_requests:write'], person: 'triage' } as const;
const WRITE = { app: ['issues:write', 'pull_requests:write'], person: 'write' } as const;
const ON_ISSUE = '/repos/{owner}/{repo}/issues/{number}/labels';

export const labels: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/labels', READ, (call) =>
    paged(call, [...call.repository.labels.values()], (label) => labelShape(call.world, call.repository, label)),
  ),
  inRepository('POST /repos/{owner}/{repo}/labels', WRITE, ({ world, repository, body }) => {
    const name = body.text('name');
    if (repository.labels.has(name.toLowerCase()))
      throw invalid({ resource: 'Label', field: 'name', code: 'already_exists' });
    return created(labelShape(world, repository, labelNamed(world, repository, name, body.maybeText('color'))));
  }),
  inRepository('GET /repos/{owner}/{repo}/labels/{name}', READ, ({ world, repository, params }) => {
    const label = repository.labels.get((params.name ?? '').toLowerCase());
    if (label === undefined) throw notFound();
    return ok(labelShape(world, repository, label));
  }),
  inRepository(`GET ${ON_ISSUE}`, READ, (call) => show(call)),
  inRepository(`POST ${ON_ISSUE}`, TRIAGE, (call) => {
    const issue = issueOf(call);
    setLabels(call.world, call.repository, call.viewer, issue, [...issue.labels, ...(call.body.texts('labels') ?? [])]);
    return show(call);
  }),
  inRepository(`PUT ${ON_ISSUE}`, TRIAGE, (call) => {
    setLabels(call.world, call.repository, call.viewer, issueOf(call), call.body.texts('labels') ?? []);
    return show(call);
  }),
  inRepository(`DELETE ${ON_ISSUE}/{name}`, TRIAGE, (call) => {
    const issue = issueOf(call);
    const name = (call.params.name ?? '').toLowerCase();
    const kept = issue.labels.filter((label) => label.toLowerCase() !== name);
    if (kept.length === issue.labels.length) throw notFound();
    setLabels(call.world, call.repository, call.viewer, issue, kept);
    return show(call);
  }),
];

function show(call: RepositoryCall) {
  return ok(labelsOf(call.world, call.repository, issueOf(call).labels));
}
