import { atLeast, permissionOf } from '../access.ts';
import { mergePull } from '../acts/merge.ts';
import { editPull, openPull } from '../acts/pulls.ts';
import { account, pull as find } from '../find.ts';
import { commitsOf, filesOf } from '../pulls/changes.ts';
import { invalid, notFound, Refused } from '../refused.ts';
import { commitShape } from '../shape/commit.ts';
import { diffEntry } from '../shape/file.ts';
import { pullShape, pullSimple } from '../shape/pull.ts';
import type { PullRequest } from '../world.ts';
import { created, inRepository, nothing, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';

const READ = { app: ['pull_requests:read'], person: 'read' } as const;
const WRITE = { app: ['pull_requests:write'], person: 'read' } as const;
const MERGE = { app: ['contents:write'], person: 'write' } as const;
const MOST_FILES = 3000;
const MOST_COMMITS = 250;

export const pulls: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/pulls', READ, (call) =>
    paged(call, listed(call), (pull) => pullSimple(call.world, call.repository, pull)),
  ),
  inRepository('POST /repos/{owner}/{repo}/pulls', WRITE, (call) => {
    const { world, repository, viewer, body } = call;
    for (const field of ['head', 'base'])
      if (!body.has(field)) throw invalid({ resource: 'PullRequest', field, code: 'missing_field' });
    if (!body.has('title')) throw invalid({ resource: 'PullRequest', field: 'title', code: 'missing_field' });
    const pull = openPull(world, repository, viewer, {
      title: body.text('title'),
      body: body.maybeText('body') ?? null,
      head: body.text('head'),
      base: body.text('base'),
      draft: body.flag('draft') ?? false,
      maintainerCanModify: body.flag('maintainer_can_modify') ?? true,
    });
    return created(pullShape(world, repository, pull));
  }),
  inRepository('GET /repos/{owner}/{repo}/pulls/{number}', READ, (call) => show(call)),
  inRepository('PATCH /repos/{owner}/{repo}/pulls/{number}', WRITE, (call) => {
    const { world, repository, viewer, body } = call;
    const pull = pullOf(call);
    if (viewer.kind === 'account' && viewer.account !== pull.author && !writes(call, viewer.account)) throw notFound();
    const [title, base, state] = [
      body.maybeText('title'),
      body.maybeText('base'),
      body.word('state', ['open', 'closed']),
    ];
    editPull(world, repository, viewer, pull, {
      ...(title !== undefined && { title }),
      ...(body.has('body') && { body: body.maybeText('body') ?? null }),
      ...(base !== undefined && { base }),
      ...(state !== undefined && { state }),
    });
    return show(call);
  }),
  inRepository('GET /repos/{owner}/{repo}/pulls/{number}/files', READ, (call) => {
    const pull = pullOf(call);
    const files = filesOf(call.repository, pull).slice(0, MOST_FILES);
    return paged(call, files, (file) => diffEntry(call.world, call.repository, file, pull.head.sha));
  }),
  inRepository('GET /repos/{owner}/{repo}/pulls/{number}/commits', READ, (call) => {
    const commits = commitsOf(call.repository, pullOf(call)).slice(0, MOST_COMMITS);
    return paged(call, commits, (oid) => commitShape(call.world, call.repository, oid));
  }),
  inRepository('GET /repos/{owner}/{repo}/pulls/{number}/merge', READ, (call) => {
    if (pullOf(call).merged === null) throw notFound();
    return nothing;
  }),
  inRepository('PUT /repos/{owner}/{repo}/pulls/{number}/merge', MERGE, (call) => {
    const { world, repository, viewer, body } = call;
    const [sha, method] = [body.maybeText('sha'), body.word('merge_method', ['merge', 'squash', 'rebase'])];
    const [title, message] = [body.maybeText('commit_title'), body.maybeText('commit_message')];
    if (repository.archived) throw new Refused(403, 'Repository was archived so is read-only.');
    const merged = mergePull(world, repository, viewer, pullOf(call), {
      ...(sha !== undefined && { sha }),
      ...(method !== undefined && { method }),
      ...(title !== undefined && { title }),
      ...(message !== undefined && { message }),
    });
    return ok({ sha: merged, merged: true, message: 'Pull Request successfully merged' });
  }),
];

export function pullOf(call: RepositoryCall): PullRequest {
  return find(call.repository, numberOf(call, 'number'));
}

function show(call: RepositoryCall) {
  return ok(pullShape(call.world, call.repository, pullOf(call)));
}

function writes({ world, repository }: RepositoryCall, id: number): boolean {
  return atLeast(permissionOf(world, repository, id), 'write');
}

/** `state` open by default, `head` as `owner:branch`, newest first unless told otherwise. */
function listed({ world, repository, query }: RepositoryCall): PullRequest[] {
  const state = query.get('state') ?? 'open';
  const [head, base] = [query.get('head'), query.get('base')];
  const found = [...repository.pulls.values()].filter((pull) => {
    const from = pull.head.repository === null ? undefined : world.repositories.get(pull.head.repository);
    const label = from === undefined ? pull.head.ref : `${account(world, from.owner).login}:${pull.head.ref}`;
    return (
      (state === 'all' || pull.state === state) &&
      (head === null || head === label) &&
      (base === null || base === pull.base.ref)
    );
  });
  const by = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const sorted = found.sort((a, b) => a[by] - b[by] || a.number - b.number);
  const direction =
    query.get('direction') ?? (query.get('sort') === null || query.get('sort') === 'created' ? 'desc' : 'asc');
  return direction === 'asc' ? sorted : sorted.reverse();
}
