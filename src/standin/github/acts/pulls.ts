import { actorOf, appOf } from '../actor.ts';
import { commitsBetween } from '../git/history.ts';
import { headNamed, openTwin } from '../pulls/heads.ts';
import { invalid } from '../refused.ts';
import type { PullRequest, Repository, Viewer, World } from '../world.ts';
import { announcePull, happened } from './pull-event.ts';
import { askOwners } from './review-requests.ts';

export interface NewPull {
  readonly title: string;
  readonly body?: string | null;
  /** A branch here, or `<login>:<branch>` of a repository in the same network of forks. */
  readonly head: string;
  readonly base: string;
  readonly draft?: boolean;
  readonly maintainerCanModify?: boolean;
}

export function openPull(world: World, repository: Repository, viewer: Viewer, wanted: NewPull): PullRequest {
  const actor = actorOf(world, viewer);
  const field = (name: string) => invalid({ resource: 'PullRequest', field: name, code: 'invalid' });
  const from = headNamed(world, repository, wanted.head);
  const sha = from?.repository.git.branch(from.ref);
  const tip = repository.git.branch(wanted.base);
  if (from === undefined || sha === undefined) throw field('head');
  if (tip === undefined) throw field('base');
  const custom = (message: string) => invalid({ resource: 'PullRequest', field: 'base', code: 'custom', message });
  if (commitsBetween(repository.git.objects, tip, sha).length === 0)
    throw custom(`No commits between ${wanted.base} and ${wanted.head}`);
  if (openTwin(repository, { repository: from.repository.id, ref: from.ref }, wanted.base) !== undefined)
    throw custom(`A pull request already exists for ${wanted.head}.`);
  const now = world.clock.now();
  const pull: PullRequest = {
    kind: 'pull',
    id: world.next('issue'),
    pullId: world.next('pull'),
    number: repository.nextNumber++,
    author: actor.id,
    viaApp: appOf(viewer),
    title: wanted.title,
    body: wanted.body ?? null,
    state: 'open',
    labels: [],
    assignees: [],
    locked: false,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    closedBy: null,
    lastEditedAt: null,
    editor: null,
    comments: [],
    draft: wanted.draft ?? false,
    base: { ref: wanted.base, sha: tip },
    head: { repository: from.repository.id, ref: from.ref, sha },
    maintainerCanModify: wanted.maintainerCanModify ?? false,
    merged: null,
    reviews: [],
    requestedReviewers: [],
    requestedTeams: [],
    timeline: [],
  };
  repository.pulls.set(pull.number, pull);
  repository.git.setRef(`refs/pull/${pull.number}/head`, sha);
  announcePull(world, repository, pull, actor.id, 'opened');
  if (!pull.draft) askOwners(world, repository, pull, actor.id);
  return pull;
}

export interface PullEdit {
  readonly title?: string;
  readonly body?: string | null;
  readonly state?: 'open' | 'closed';
  /** A new base branch. */
  readonly base?: string;
}

export function editPull(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  edit: PullEdit,
): void {
  const actor = actorOf(world, viewer).id;
  if (edit.base !== undefined && edit.base !== pull.base.ref) retarget(world, repository, actor, pull, edit.base);
  const changes: Record<string, { from: string }> = {};
  if (edit.title !== undefined && edit.title !== pull.title) {
    changes.title = { from: pull.title };
    pull.timeline.push({ ...happened(world, actor), kind: 'renamed_title', from: pull.title, to: edit.title });
    pull.title = edit.title;
  }
  if (edit.body !== undefined && edit.body !== pull.body) {
    changes.body = { from: pull.body ?? '' };
    pull.body = edit.body;
    pull.lastEditedAt = world.clock.now();
    pull.editor = actor;
  }
  if (Object.keys(changes).length > 0) {
    pull.updatedAt = world.clock.now();
    announcePull(world, repository, pull, actor, 'edited', { changes });
  }
  if (edit.state !== undefined && edit.state !== pull.state) setState(world, repository, actor, pull, edit.state);
}

function retarget(world: World, repository: Repository, actor: number, pull: PullRequest, base: string): void {
  const tip = repository.git.branch(base);
  if (tip === undefined || pull.state === 'closed')
    throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' });
  if (openTwin(repository, pull.head, base) !== undefined)
    throw invalid({
      resource: 'PullRequest',
      field: 'base',
      code: 'custom',
      message: `A pull request already exists for base branch '${base}' and head branch '${pull.head.ref}'`,
    });
  const before = { ...pull.base };
  pull.base = { ref: base, sha: tip };
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: 'base_ref_changed', from: before.ref, to: base });
  const changes = { base: { ref: { from: before.ref }, sha: { from: before.sha } } };
  announcePull(world, repository, pull, actor, 'edited', { changes });
}

function setState(
  world: World,
  repository: Repository,
  actor: number,
  pull: PullRequest,
  state: 'open' | 'closed',
): void {
  if (state === 'open') {
    const head = pull.head.repository === null ? undefined : world.repositories.get(pull.head.repository);
    const sha = head?.git.branch(pull.head.ref);
    if (pull.merged !== null || sha === undefined)
      throw invalid({
        resource: 'PullRequest',
        field: 'state',
        code: 'custom',
        message: 'state cannot be changed. The pull request cannot be reopened.',
      });
    pull.head.sha = sha;
  }
  pull.state = state;
  pull.closedAt = state === 'closed' ? world.clock.now() : null;
  pull.closedBy = state === 'closed' ? actor : null;
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: state === 'closed' ? 'closed' : 'reopened' });
  announcePull(world, repository, pull, actor, state === 'closed' ? 'closed' : 'reopened');
}

/** Only GraphQL has these (`convertPullRequestToDraft`, `markPullRequestReadyForReview`). */
export function setDraft(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  draft: boolean,
): void {
  if (pull.draft === draft) return;
  const actor = actorOf(world, viewer).id;
  pull.draft = draft;
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: draft ? 'convert_to_draft' : 'ready_for_review' });
  announcePull(world, repository, pull, actor, draft ? 'converted_to_draft' : 'ready_for_review');
  if (!draft) askOwners(world, repository, pull, actor);
}
