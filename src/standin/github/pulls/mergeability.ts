import { github } from '../actor.ts';
import { mergeBase } from '../git/history.ts';
import { mergeTrees } from '../git/merge.ts';
import type { Oid } from '../git/object.ts';
import { mergeViolations } from '../rules/merge.ts';
import type { PullRequest, Repository, Viewer, World } from '../world.ts';

/** REST's `mergeable_state`; GraphQL's `mergeStateStatus` is the same in capitals. */
export type MergeState = 'clean' | 'dirty' | 'draft' | 'blocked' | 'behind' | 'unknown';
export interface Mergeability {
  /** Whether git can merge it. `null` only once it is closed: GitHub then no longer computes it. */
  readonly mergeable: boolean | null;
  readonly state: MergeState;
}

export function mergeability(
  world: World,
  repository: Repository,
  pull: PullRequest,
  viewer: Viewer | null = null,
): Mergeability {
  if (pull.state === 'closed') return { mergeable: null, state: 'unknown' };
  if (mergedTree(repository, pull) === undefined) return { mergeable: false, state: 'dirty' };
  if (pull.draft) return { mergeable: true, state: 'draft' };
  if (mergeViolations(world, repository, pull, viewer).length > 0) return { mergeable: true, state: 'blocked' };
  return { mergeable: true, state: 'clean' };
}

/** The tree that merging the head into the live base gives; `undefined` where both changed the same file. */
export function mergedTree(repository: Repository, pull: PullRequest): Oid | undefined {
  const { objects } = repository.git;
  const tip = repository.git.branch(pull.base.ref);
  const [ours, theirs] = [tip && objects.commit(tip)?.tree, objects.commit(pull.head.sha)?.tree];
  if (tip === undefined || ours === undefined || theirs === undefined) return undefined;
  const base = mergeBase(objects, tip, pull.head.sha);
  const merged = mergeTrees(objects, base === undefined ? null : (objects.commit(base)?.tree ?? null), ours, theirs);
  return 'tree' in merged ? merged.tree : undefined;
}

/**
 * The commit that GitHub makes to see whether it merges (`merge_commit_sha` of an open pull request). It is on no
 * branch, and says nothing about the merge that will be made.
 */
export function testMerge(world: World, repository: Repository, pull: PullRequest): Oid | null {
  const tree = mergedTree(repository, pull);
  const tip = repository.git.branch(pull.base.ref);
  if (tree === undefined || tip === undefined) return null;
  // Dated by the head, so that looking again does not make another commit.
  const at = repository.git.objects.commit(pull.head.sha)?.committer.at ?? 0;
  const by = { ...github(world), at };
  const message = `Merge ${pull.head.sha} into ${tip}`;
  return repository.git.objects.writeCommit({
    tree,
    parents: [tip, pull.head.sha],
    author: by,
    committer: by,
    message,
  });
}
