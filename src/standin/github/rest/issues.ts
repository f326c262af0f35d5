import { may } from '../access.ts';
import { addComment, deleteComment, editComment, editIssue, openIssue, setLabels } from '../acts/issues.ts';
import { editPull } from '../acts/pulls.ts';
import { accountByLogin, issueOrPull } from '../find.ts';
import { invalid, notFound } from '../refused.ts';
import { commentShape, issueShape } from '../shape/issue.ts';
import type { Comment, Issue, PullRequest } from '../world.ts';
import { created, inRepository, nothing, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';

const READ = { app: ['issues:read', 'pull_requests:read'], person: 'read' } as const;
const OPEN = { app: ['issues:write'], person: 'read' } as const;
const COMMENT = { app: ['issues:write', 'pull_requests:write'], person: 'read' } as const;
const TRIAGE = { app: ['issues:write', 'pull_requests:write'], person: 'triage' } as const;
const LOCK = { app: ['issues:write', 'pull_requests:write'], person: 'write' } as const;
const AT = '/repos/{owner}/{repo}/issues';

export const issues: Route[] = [
  inRepository(`GET ${AT}`, READ, (call) => paged(call, listed(call), (issue) => shape(call, issue))),
  inRepository(`POST ${AT}`, OPEN, (call) => {
    const { world, repository, viewer, body } = call;
    if (!body.has('title')) throw invalid({ resource: 'Issue', field: 'title', code: 'missing_field' });
    const issue = openIssue(world, repository, viewer, {
      title: body.text('title'),
      body: body.maybeText('body') ?? null,
      labels: body.texts('labels') ?? [],
      assignees: accounts(call, 'assignees') ?? [],
    });
    return created(shape(call, issue));
  }),
  inRepository(`GET ${AT}/comments`, READ, (call) => {
    const comments = commentsIn(call);
    return paged(call, comments, ({ issue, comment }) => commentShape(call.world, call.repository, issue, comment));
  }),
  inRepository(`GET ${AT}/{number}`, READ, (call) => ok(shape(call, issueOf(call)))),
  inRepository(`PATCH ${AT}/{number}`, COMMENT, (call) => {
    const issue = issueOf(call);
    mayEdit(call, issue);
    edit(call, issue);
    return ok(shape(call, issue));
  }),
  inRepository(`GET ${AT}/{number}/comments`, READ, (call) => {
    const issue = issueOf(call);
    const since = Date.parse(call.query.get('since') ?? '') || 0;
    const comments = issue.comments.filter((comment) => comment.updatedAt >= since);
    return paged(call, comments, (comment) => commentShape(call.world, call.repository, issue, comment));
  }),
  inRepository(`POST ${AT}/{number}/comments`, COMMENT, (call) => {
    const issue = issueOf(call);
    const comment = addComment(call.world, call.repository, call.viewer, issue, call.body.text('body'));
    return created(commentShape(call.world, call.repository, issue, comment));
  }),
  inRepository(`GET ${AT}/comments/{id}`, READ, (call) => {
    const { issue, comment } = commentOf(call);
    return ok(commentShape(call.world, call.repository, issue, comment));
  }),
  inRepository(`PATCH ${AT}/comments/{id}`, COMMENT, (call) => {
    const { issue, comment } = commentOf(call);
    editComment(call.world, call.repository, call.viewer, issue, comment, call.body.text('body'));
    return ok(commentShape(call.world, call.repository, issue, comment));
  }),
  inRepository(`DELETE ${AT}/comments/{id}`, COMMENT, (call) => {
    const { issue, comment } = commentOf(call);
    deleteComment(call.world, call.repository, call.viewer, issue, comment);
    return nothing;
  }),
  inRepository(`PUT ${AT}/{number}/lock`, LOCK, (call) => {
    issueOf(call).locked = true;
    return nothing;
  }),
  inRepository(`DELETE ${AT}/{number}/lock`, LOCK, (call) => {
    issueOf(call).locked = false;
    return nothing;
  }),
];

export function issueOf(call: RepositoryCall): Issue | PullRequest {
  return issueOrPull(call.repository, numberOf(call, 'number'));
}

function shape({ world, repository }: RepositoryCall, issue: Issue | PullRequest) {
  return issueShape(world, repository, issue);
}

/** Of issues and pull requests alike; `since` includes its second, and `direction` counts only beside `sort`. */
function commentsIn({ repository, query }: RepositoryCall): { issue: Issue | PullRequest; comment: Comment }[] {
  const since = Date.parse(query.get('since') ?? '') || 0;
  const all = [...repository.issues.values(), ...repository.pulls.values()].flatMap((issue) =>
    issue.comments.filter(({ updatedAt }) => updatedAt >= since).map((comment) => ({ issue, comment })),
  );
  const at = ({ comment }: { comment: Comment }) => (query.get('sort') === 'updated' ? comment.updatedAt : comment.id);
  const sorted = all.sort((a, b) => at(a) - at(b) || a.comment.id - b.comment.id);
  const isDown = query.has('sort') && (query.get('direction') ?? 'desc') === 'desc';
  return isDown ? sorted.reverse() : sorted;
}

function commentOf(call: RepositoryCall): { issue: Issue | PullRequest; comment: Comment } {
  const id = numberOf(call, 'id');
  for (const issue of [...call.repository.issues.values(), ...call.repository.pulls.values()]) {
    const comment = issue.comments.find((one) => one.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  throw notFound();
}

/** Its author may, and who can triage. */
function mayEdit({ world, viewer, repository }: RepositoryCall, issue: Issue | PullRequest): void {
  const own = viewer.kind === 'account' && viewer.account === issue.author;
  if (!own && !may(world, viewer, repository, TRIAGE)) throw notFound();
}

function edit(call: RepositoryCall, issue: Issue | PullRequest): void {
  const { world, repository, viewer, body } = call;
  const [title, state] = [body.maybeText('title'), body.word('state', ['open', 'closed'])];
  const [labels, assignees] = [body.texts('labels'), accounts(call, 'assignees')];
  const stateReason = body.word('state_reason', ['completed', 'not_planned', 'reopened', 'duplicate']);
  const shared = {
    ...(title !== undefined && { title }),
    ...(body.has('body') && { body: body.maybeText('body') ?? null }),
    ...(state !== undefined && { state }),
  };
  if (issue.kind === 'pull') {
    editPull(world, repository, viewer, issue, shared);
    if (labels !== undefined) setLabels(world, repository, viewer, issue, labels);
    return;
  }
  editIssue(world, repository, viewer, issue, {
    ...shared,
    ...(stateReason !== undefined && { stateReason }),
    ...(labels !== undefined && { labels }),
    ...(assignees !== undefined && { assignees }),
  });
}

function accounts({ world, body }: RepositoryCall, field: string): number[] | undefined {
  return body.texts(field)?.flatMap((login) => accountByLogin(world, login)?.id ?? []);
}

/** Pull requests are issues too. Newest first; filtered by `state`, `creator`, `labels` (all of them) and `since`. */
function listed({ world, repository, query }: RepositoryCall): (Issue | PullRequest)[] {
  const state = query.get('state') ?? 'open';
  const creator = query.get('creator');
  const by = creator === null ? undefined : (accountByLogin(world, creator)?.id ?? -1);
  const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  const since = Date.parse(query.get('since') ?? '') || 0;
  const found = [...repository.issues.values(), ...repository.pulls.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => by === undefined || issue.author === by)
    .filter((issue) => labels.every((name) => issue.labels.some((own) => own.toLowerCase() === name.toLowerCase())))
    .filter((issue) => issue.updatedAt >= since)
    .sort((a, b) => a.createdAt - b.createdAt || a.number - b.number);
  return query.get('direction') === 'asc' ? found : found.reverse();
}
