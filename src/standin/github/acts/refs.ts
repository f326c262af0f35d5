import { actorOf } from '../actor.ts';
import { diffTrees, type FileChange } from '../git/diff.ts';
import { isAncestor } from '../git/history.ts';
import { type Oid, ZERO } from '../git/object.ts';
import { entryAt } from '../git/tree.ts';
import { invalid, Refused } from '../refused.ts';
import { moveViolations } from '../rules/move.ts';
import type { Activity, Repository, Viewer, World } from '../world.ts';
import { followHeads } from './follow.ts';
import { announceMove } from './push-event.ts';
import { openSuite } from './suites.ts';

export interface RefMove {
  /** Full name, `refs/heads/...`. */
  readonly ref: string;
  /** `null` removes the ref. */
  readonly to: Oid | null;
  /** Without it only a fast forward is taken. */
  readonly force?: boolean;
}

/** Moves, makes or removes a ref as a push would: judged by the rulesets, logged, announced. */
export function moveRef(world: World, repository: Repository, viewer: Viewer, move: RefMove): void {
  checkMove(world, repository, viewer, move);
  applyMove(world, repository, viewer, move);
}

/** Throws what GitHub answers to a move that it does not take; changes nothing. */
export function checkMove(world: World, repository: Repository, viewer: Viewer, move: RefMove): void {
  const { git } = repository;
  const before = git.ref(move.ref) ?? null;
  if (!/^refs\/[^/]+\/./.test(move.ref) || /\.\.|[\p{Cc} ~^:?*[\\]|\/$|\.lock$|@\{|\/\//u.test(move.ref))
    throw invalid({ resource: 'Reference', field: 'ref', code: 'invalid' });
  if (move.to === null) {
    if (before === null) throw new Refused(422, 'Reference does not exist');
    if (move.ref === `refs/heads/${repository.defaultBranch}`)
      throw new Refused(422, 'Cannot delete the default branch');
  } else {
    if (git.objects.commit(move.to) === undefined) throw new Refused(422, 'Object does not exist');
    if (before !== null && !move.force && !isAncestor(git.objects, before, move.to))
      throw new Refused(422, 'Update is not a fast forward');
    if (before === null && git.clashes(move.ref)) throw new Refused(422, 'Reference name conflicts with another');
    if (before === null) checkNewWorkflows(repository, viewer, move.to);
    else checkWorkflows(repository, viewer, before, move.to);
  }
  const violations = moveViolations(world, repository, viewer, { ref: move.ref, before, to: move.to });
  if (violations.length > 0)
    throw new Refused(422, `Repository rule violations found\n\n${violations.join('\n\n')}\n\n`);
}

/** An App needs `workflows: write` for what a runner would execute; a merge is judged by the same words. */
export function checkWorkflows(repository: Repository, viewer: Viewer, before: Oid, to: Oid): void {
  refuseWorkflow(viewer, workflowsTouched(repository, before, to)[0]);
}

/**
 * A new branch is measured against the default one, and brings no workflow that stands so on another branch
 * (docs.github.com, "Scopes for OAuth apps": "Workflow files can be committed without this scope if the same file
 * (with both the same path and contents) exists on another branch in the same repository").
 */
function checkNewWorkflows(repository: Repository, viewer: Viewer, to: Oid): void {
  const start = repository.git.branch(repository.defaultBranch) ?? null;
  const tips = repository.git.refs('refs/heads/').map(([, oid]) => treeOf(repository, oid) ?? '');
  const isNew = (change: FileChange) =>
    change.status !== 'removed' &&
    !tips.some((tree) => entryAt(repository.git.objects, tree, change.path)?.oid === change.after.oid);
  refuseWorkflow(viewer, workflowsTouched(repository, start, to).find(isNew));
}

function refuseWorkflow(viewer: Viewer, touched: FileChange | undefined): void {
  if (touched === undefined || viewer.kind !== 'installation' || viewer.permissions.workflows === 'write') return;
  throw new Refused(
    403,
    `refusing to allow a GitHub App to create or update workflow \`${touched.path}\` without \`workflows\` permission`,
  );
}

function workflowsTouched(repository: Repository, before: Oid | null, to: Oid): FileChange[] {
  const changes = diffTrees(repository.git.objects, treeOf(repository, before), treeOf(repository, to));
  return changes.filter(({ path }) => path.startsWith('.github/workflows/'));
}

function treeOf({ git }: Repository, oid: Oid | null): Oid | null {
  return oid === null ? null : (git.objects.commit(oid)?.tree ?? null);
}

/** Does it, once `checkMove` has let it through. `type` is only given by a merge. */
export function applyMove(
  world: World,
  repository: Repository,
  viewer: Viewer,
  move: RefMove,
  type?: Activity['type'],
): void {
  const { git } = repository;
  const actor = actorOf(world, viewer).id;
  const before = git.ref(move.ref) ?? null;
  if (before === move.to) return;
  const forced = before !== null && move.to !== null && !isAncestor(git.objects, before, move.to);
  git.setRef(move.ref, move.to);
  repository.pushedAt = world.clock.now();
  repository.updatedAt = world.clock.now();
  const moved = { ref: move.ref, before: before ?? ZERO, after: move.to ?? ZERO };
  repository.activity.push({
    id: world.next('activity'),
    ...moved,
    at: world.clock.now(),
    type: type ?? activityType(before, move.to, forced),
    actor,
  });
  announceMove(world, repository, actor, moved, forced);
  if (!move.ref.startsWith('refs/heads/')) return;
  if (move.to !== null) openSuite(world, repository, move.to, move.ref.slice('refs/heads/'.length));
  followHeads(world, repository, actor, moved, forced);
}

function activityType(before: Oid | null, to: Oid | null, forced: boolean): Activity['type'] {
  if (before === null) return 'branch_creation';
  if (to === null) return 'branch_deletion';
  return forced ? 'force_push' : 'push';
}
