import { actorOf, github, signatureOf } from '../actor.ts';
import { account } from '../find.ts';
import { commitsBetween } from '../git/history.ts';
import { mergeTrees } from '../git/merge.ts';
import type { Oid } from '../git/object.ts';
import { commitsOf } from '../pulls/changes.ts';
import { mergedTree } from '../pulls/mergeability.ts';
import { Refused } from '../refused.ts';
import { mergeViolations } from '../rules/merge.ts';
import type { MergeMethod, PullRequest, Repository, Viewer, World } from '../world.ts';
import { announcePull, happened } from './pull-event.ts';
import { applyMove, checkWorkflows } from './refs.ts';

export interface MergeRequest {
  /** The head that was reviewed. GitHub merges whatever is there when it is left out. */
  readonly sha?: string;
  readonly method?: MergeMethod;
  readonly title?: string;
  readonly message?: string;
}

const NAMES = { merge: 'Merge commits', squash: 'Squash merges', rebase: 'Rebase merges' } as const;

/** Merges and returns the sha that the base now has. Throws 405 when it cannot be, 409 when the head is another. */
export function mergePull(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  request: MergeRequest,
): Oid {
  const method = request.method ?? 'merge';
  const tip = repository.git.branch(pull.base.ref);
  const tree = mergedTree(repository, pull);
  if (pull.state === 'closed' || tip === undefined) throw new Refused(405, 'Pull Request is not mergeable');
  if (!repository.mergeMethods.has(method))
    throw new Refused(405, `${NAMES[method]} are not allowed on this repository.`);
  if (pull.draft) throw new Refused(405, 'Pull Request is still a draft');
  if (request.sha !== undefined && request.sha !== pull.head.sha)
    throw new Refused(409, 'Head branch was modified. Review and try the merge again.');
  if (tree === undefined) throw new Refused(405, 'Pull Request is not mergeable');
  const violations = mergeViolations(world, repository, pull, viewer, method);
  if (violations.length > 0)
    throw new Refused(405, `Repository rule violations found\n\n${violations.join('\n\n')}\n\n`);
  checkWorkflows(repository, viewer, tip, pull.head.sha);
  const sha = newTip(world, repository, viewer, pull, request, tip, tree);
  const actor = actorOf(world, viewer).id;
  pull.merged = { at: world.clock.now(), by: actor, sha };
  applyMove(world, repository, viewer, { ref: `refs/heads/${pull.base.ref}`, to: sha }, 'pr_merge');
  if (method !== 'merge') finish(world, repository, pull, actor);
  return sha;
}

/** Squashed and rebased heads are not in the base's history, so the move alone does not close the pull request. */
function finish(world: World, repository: Repository, pull: PullRequest, actor: number): void {
  pull.state = 'closed';
  pull.closedAt = world.clock.now();
  pull.closedBy = actor;
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: 'merged' });
  announcePull(world, repository, pull, actor, 'closed');
}

function newTip(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  { method = 'merge', title, message }: MergeRequest,
  tip: Oid,
  tree: Oid,
): Oid {
  const author = signatureOf(world, actorOf(world, viewer));
  const committer = github(world);
  const commit = (parents: Oid[], text: string) => {
    const oid = repository.git.objects.writeCommit({ tree, parents, author, committer, message: text });
    repository.signedByGitHub.add(oid);
    return oid;
  };
  if (method === 'merge') {
    const from = pull.head.repository === null ? undefined : world.repositories.get(pull.head.repository);
    const owner = account(world, (from ?? repository).owner).login;
    const headline = title ?? `Merge pull request #${pull.number} from ${owner}/${pull.head.ref}`;
    return commit([tip, pull.head.sha], `${headline}\n\n${message ?? pull.title}`);
  }
  if (method === 'squash') {
    const bodies = commitsOf(repository, pull).map((oid) => repository.git.objects.commit(oid)?.message ?? '');
    return commit([tip], `${title ?? `${pull.title} (#${pull.number})`}\n\n${message ?? bodies.join('\n\n')}`);
  }
  return rebase(world, repository, pull, tip);
}

/** Each commit again on top of the base: new shas, authors kept, GitHub as committer, no signatures. */
function rebase(world: World, repository: Repository, pull: PullRequest, tip: Oid): Oid {
  const { objects } = repository.git;
  return commitsBetween(objects, tip, pull.head.sha).reduce((onto, oid) => {
    const commit = objects.commit(oid);
    const [before, ours] = [objects.commit(commit?.parents[0] ?? ''), objects.commit(onto)];
    if (commit === undefined || ours === undefined || commit.parents.length > 1)
      throw new Refused(405, 'This branch cannot be rebased');
    const merged = mergeTrees(objects, before?.tree ?? null, ours.tree, commit.tree);
    if ('conflicts' in merged) throw new Refused(405, 'This branch cannot be rebased due to conflicts');
    return objects.writeCommit({ ...commit, tree: merged.tree, parents: [onto], committer: github(world) });
  }, tip);
}
