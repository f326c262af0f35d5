import { atLeast, may, permissionOf } from '../access.ts';
import { actorOf, appOf } from '../actor.ts';
import { invalid, Refused } from '../refused.ts';
import { commentShape, issueShape } from '../shape/issue.ts';
import { announce } from '../webhooks/announce.ts';
import type { Comment, Issue, PullRequest, Repository, Viewer, World } from '../world.ts';
import { labelNamed } from './labels.ts';

/** Bodies are cut off at this many characters, here as there: 422 beyond. */
const LONGEST = 65_536;
const LABELLING = { app: ['issues:write', 'pull_requests:write'], person: 'triage' } as const;

export interface NewIssue {
  readonly title: string;
  readonly body?: string | null;
  readonly labels?: readonly string[];
  readonly assignees?: readonly number[];
}

/** Labels and assignees are dropped without a word when the author may not set them. */
export function openIssue(world: World, repository: Repository, viewer: Viewer, wanted: NewIssue): Issue {
  const actor = actorOf(world, viewer);
  checkBody(wanted.body ?? '');
  const labels = may(world, viewer, repository, LABELLING);
  const now = world.clock.now();
  const issue: Issue = {
    kind: 'issue',
    id: world.next('issue'),
    number: repository.nextNumber++,
    author: actor.id,
    viaApp: appOf(viewer),
    title: wanted.title,
    body: wanted.body ?? null,
    state: 'open',
    stateReason: null,
    labels: labels ? (wanted.labels ?? []).map((name) => labelNamed(world, repository, name).name) : [],
    assignees: labels ? [...(wanted.assignees ?? [])] : [],
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    editor: null,
    comments: [],
  };
  repository.issues.set(issue.number, issue);
  announceIssue(world, repository, issue, actor.id, 'opened');
  return issue;
}

export interface IssueEdit {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  readonly stateReason?: Issue['stateReason'];
  readonly labels?: readonly string[];
  readonly assignees?: readonly number[];
}

export function editIssue(world: World, repository: Repository, viewer: Viewer, issue: Issue, edit: IssueEdit): void {
  const actor = actorOf(world, viewer).id;
  checkBody(edit.body ?? '');
  const changes: Record<string, { from: string }> = {};
  if (edit.title !== undefined && edit.title !== issue.title) {
    changes.title = { from: issue.title };
    issue.title = edit.title;
  }
  if (edit.body !== undefined && edit.body !== issue.body) {
    changes.body = { from: issue.body ?? '' };
    issue.body = edit.body;
    issue.lastEditedAt = world.clock.now();
    issue.editor = actor;
  }
  issue.updatedAt = world.clock.now();
  if (Object.keys(changes).length > 0) announceIssue(world, repository, issue, actor, 'edited', { changes });
  if (edit.labels !== undefined) setLabels(world, repository, viewer, issue, edit.labels);
  if (edit.assignees !== undefined) issue.assignees = [...edit.assignees];
  if (edit.state !== undefined && edit.state !== issue.state) {
    const closed = edit.state === 'closed';
    issue.state = edit.state;
    issue.stateReason = edit.stateReason ?? (closed ? 'completed' : 'reopened');
    issue.closedAt = closed ? world.clock.now() : null;
    issue.closedBy = closed ? actor : null;
    announceIssue(world, repository, issue, actor, closed ? 'closed' : 'reopened');
  }
}

/** Makes the labels of an issue or pull request exactly these. */
export function setLabels(
  world: World,
  repository: Repository,
  viewer: Viewer,
  issue: Issue | PullRequest,
  names: readonly string[],
): void {
  const actor = actorOf(world, viewer).id;
  const wanted = names.map((name) => labelNamed(world, repository, name).name);
  const before = issue.labels;
  issue.labels = [...new Set(wanted)];
  issue.updatedAt = world.clock.now();
  const differs = issue.labels.some((name) => !before.includes(name)) || before.length > issue.labels.length;
  if (!differs || issue.kind === 'pull') return;
  announceIssue(world, repository, issue, actor, before.length > issue.labels.length ? 'unlabeled' : 'labeled');
}

export function addComment(
  world: World,
  repository: Repository,
  viewer: Viewer,
  issue: Issue | PullRequest,
  body: string,
  viaApp = appOf(viewer),
): Comment {
  const actor = actorOf(world, viewer);
  if (body === '') throw invalid({ resource: 'IssueComment', field: 'body', code: 'missing_field' });
  checkBody(body);
  if (issue.locked && !may(world, viewer, repository, { app: LABELLING.app, person: 'write' }))
    throw new Refused(403, 'Unable to create comment because issue is locked.');
  const now = world.clock.now();
  const id = world.next('comment');
  const by = { author: actor.id, viaApp };
  const comment: Comment = { id, ...by, body, createdAt: now, updatedAt: now, lastEditedAt: null, editor: null };
  issue.comments.push(comment);
  issue.updatedAt = now;
  announceComment(world, repository, issue, comment, actor.id, 'created');
  return comment;
}

/** One's own, or anybody's for who can write. */
export function editComment(
  world: World,
  repository: Repository,
  viewer: Viewer,
  issue: Issue | PullRequest,
  comment: Comment,
  body: string,
): void {
  const actor = actorOf(world, viewer).id;
  if (!mayChange(world, repository, viewer, comment)) throw new Refused(403, 'You cannot edit this comment.');
  checkBody(body);
  const from = comment.body;
  comment.body = body;
  comment.updatedAt = world.clock.now();
  comment.lastEditedAt = world.clock.now();
  comment.editor = actor;
  announceComment(world, repository, issue, comment, actor, 'edited', { changes: { body: { from } } });
}

/** One's own, or anybody's for who can write. */
export function deleteComment(
  world: World,
  repository: Repository,
  viewer: Viewer,
  issue: Issue | PullRequest,
  comment: Comment,
): void {
  if (!mayChange(world, repository, viewer, comment)) throw new Refused(403, 'You cannot delete this comment.');
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  announceComment(world, repository, issue, comment, actorOf(world, viewer).id, 'deleted');
}

function mayChange(world: World, repository: Repository, viewer: Viewer, { author }: Comment): boolean {
  const actor = actorOf(world, viewer).id;
  const writes = viewer.kind === 'installation' || atLeast(permissionOf(world, repository, actor), 'write');
  return author === actor || writes;
}

function checkBody(body: string): void {
  if (body.length > LONGEST)
    throw new Refused(422, 'Validation Failed', [
      {
        resource: 'Issue',
        field: 'body',
        code: 'custom',
        message: `body is too long (maximum is ${LONGEST} characters)`,
      },
    ]);
}

function announceIssue(
  world: World,
  repository: Repository,
  issue: Issue,
  actor: number,
  action: string,
  fields: object = {},
): void {
  announce(world, repository, actor, 'issues', action, { issue: issueShape(world, repository, issue), ...fields });
}

function announceComment(
  world: World,
  repository: Repository,
  issue: Issue | PullRequest,
  comment: Comment,
  actor: number,
  action: 'created' | 'edited' | 'deleted',
  fields: object = {},
): void {
  announce(world, repository, actor, 'issue_comment', action, {
    issue: issueShape(world, repository, issue),
    comment: commentShape(world, repository, issue, comment),
    ...fields,
  });
}
