import { isAncestor } from '../git/history.ts';
import { type Oid, ZERO } from '../git/object.ts';
import { rulesFor } from '../rules/match.ts';
import type { PullRequest, Repository, World } from '../world.ts';
import { announcePull, happened } from './pull-event.ts';
import { markDismissed } from './reviews.ts';

interface Moved {
  readonly ref: string;
  readonly before: Oid;
  readonly after: Oid;
}

/** What a moved branch does to pull requests: those that it is the head of, and those whose base now contains them. */
export function followHeads(world: World, repository: Repository, actor: number, moved: Moved, forced: boolean): void {
  const branch = moved.ref.slice('refs/heads/'.length);
  for (const into of world.repositories.values()) {
    for (const pull of into.pulls.values()) {
      if (pull.state !== 'open' || pull.head.repository !== repository.id || pull.head.ref !== branch) continue;
      if (moved.after === ZERO) close(world, into, pull, actor);
      else synchronize(world, into, pull, actor, moved, forced);
    }
  }
  for (const pull of repository.pulls.values()) {
    if (pull.state !== 'open' || pull.base.ref !== branch) continue;
    if (moved.after === ZERO) close(world, repository, pull, actor);
    else if (isAncestor(repository.git.objects, pull.head.sha, moved.after))
      merged(world, repository, pull, actor, moved);
  }
}

function synchronize(
  world: World,
  into: Repository,
  pull: PullRequest,
  actor: number,
  { before, after }: Moved,
  forced: boolean,
): void {
  pull.head.sha = after;
  pull.base.sha = into.git.branch(pull.base.ref) ?? pull.base.sha;
  pull.updatedAt = world.clock.now();
  into.git.setRef(`refs/pull/${pull.number}/head`, after);
  if (forced) pull.timeline.push({ ...happened(world, actor), kind: 'head_ref_force_pushed', before, after });
  if (dismissesStale(into, pull)) {
    for (const review of pull.reviews)
      if (review.state === 'APPROVED') markDismissed(world, into, pull, review, actor, '');
  }
  announcePull(world, into, pull, actor, 'synchronize', { before, after });
}

function dismissesStale(repository: Repository, pull: PullRequest): boolean {
  return rulesFor(repository, `refs/heads/${pull.base.ref}`).some(
    ({ rule }) => rule.type === 'pull_request' && rule.parameters.dismiss_stale_reviews_on_push,
  );
}

/** A head that reaches its base by any way counts as merged; the button's own merge has set it before. */
function merged(world: World, repository: Repository, pull: PullRequest, actor: number, moved: Moved): void {
  pull.merged ??= { at: world.clock.now(), by: actor, sha: moved.after };
  pull.timeline.push({ ...happened(world, actor), kind: 'merged' });
  close(world, repository, pull, actor);
}

function close(world: World, repository: Repository, pull: PullRequest, actor: number): void {
  pull.state = 'closed';
  pull.closedAt = world.clock.now();
  pull.closedBy = actor;
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: 'closed' });
  announcePull(world, repository, pull, actor, 'closed');
}
