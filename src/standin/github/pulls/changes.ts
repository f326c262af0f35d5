import { diffTrees, type FileChange } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import type { Oid } from '../git/object.ts';
import type { PullRequest, Repository } from '../world.ts';

/** The commits of a pull request that its base does not have, oldest first. After the merge: those that it brought. */
export function commitsOf(repository: Repository, pull: PullRequest): Oid[] {
  const base = baseOf(repository, pull);
  return base === undefined ? [] : commitsBetween(repository.git.objects, base, pull.head.sha);
}

/** What the head changed since it left the base: GitHub compares with the merge base, not with the tip. */
export function filesOf(repository: Repository, pull: PullRequest): FileChange[] {
  const { objects } = repository.git;
  const base = baseOf(repository, pull);
  const start = base === undefined ? undefined : mergeBase(objects, base, pull.head.sha);
  const tree = (oid: Oid | undefined) => (oid === undefined ? null : (objects.commit(oid)?.tree ?? null));
  return diffTrees(objects, tree(start), tree(pull.head.sha));
}

/** The live tip of the base while open; afterwards what the base was when the pull request was merged or closed. */
function baseOf(repository: Repository, pull: PullRequest): Oid | undefined {
  const before = pull.merged && repository.git.objects.commit(pull.merged.sha)?.parents[0];
  return before ?? repository.git.branch(pull.base.ref) ?? pull.base.sha;
}
