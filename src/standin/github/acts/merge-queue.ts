import { actorOf, github, signatureOf } from '../actor.ts';
import { iso } from '../clock.ts';
import { mergeBase } from '../git/history.ts';
import { mergeTrees } from '../git/merge.ts';
import type { Oid } from '../git/object.ts';
import { Refused } from '../refused.ts';
import { failingChecks } from '../rules/checks.ts';
import { rulesFor } from '../rules/match.ts';
import { commitObject } from '../shape/commit.ts';
import { announce } from '../webhooks/announce.ts';
import type { PullRequest, Repository, Viewer, World } from '../world.ts';
import { announcePull } from './pull-event.ts';
import { applyMove } from './refs.ts';

/** A merge group: a temporary branch with what the base would become (managing-a-merge-queue). */
export interface MergeGroup {
  readonly ref: string;
  readonly base: string;
  readonly head: Oid;
  readonly onto: Oid;
  readonly pulls: readonly PullRequest[];
}

/** Puts pull requests into the queue as one group, and asks for checks of its head, which is a commit of its own. */
export function enqueue(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pulls: readonly PullRequest[],
): MergeGroup {
  const base = pulls[0]?.base.ref ?? '';
  const onto = repository.git.branch(base);
  if (onto === undefined) throw new Refused(422, 'Pull request is not mergeable');
  const head = pulls.reduce((tip, pull) => folded(world, repository, viewer, tip, pull), onto);
  const ref = `refs/heads/gh-readonly-queue/${base}/pr-${pulls.at(-1)?.number}-${onto}`;
  repository.git.setRef(ref, head);
  const group = { ref, base, head, onto, pulls };
  const actor = actorOf(world, viewer).id;
  for (const pull of pulls) announcePull(world, repository, pull, actor, 'enqueued');
  announceGroup(world, repository, actor, group, 'checks_requested');
  return group;
}

/** Merges the group where all required checks of its head passed, or takes it out of the queue. */
export function concludeGroup(world: World, repository: Repository, viewer: Viewer, group: MergeGroup): boolean {
  const { ref, base, head, onto, pulls } = group;
  const actor = actorOf(world, viewer).id;
  const rules = rulesFor(repository, `refs/heads/${base}`).map(({ rule }) => rule);
  const failing = rules.flatMap((rule) =>
    rule.type === 'required_status_checks' ? failingChecks(repository, rule.parameters, head) : [],
  );
  const passes = failing.length === 0 && repository.git.branch(base) === onto;
  repository.git.setRef(ref, null);
  const reason = passes ? 'merged' : 'invalidated';
  for (const pull of pulls)
    announcePull(world, repository, pull, actor, 'dequeued', { reason: passes ? 'MERGE' : 'CI_FAILURE' });
  announceGroup(world, repository, actor, group, 'destroyed', { reason });
  if (!passes) return false;
  for (const pull of pulls) pull.merged = { at: world.clock.now(), by: actor, sha: head };
  applyMove(world, repository, viewer, { ref: `refs/heads/${base}`, to: head }, 'merge_queue_merge');
  return true;
}

function folded(world: World, repository: Repository, viewer: Viewer, tip: Oid, pull: PullRequest): Oid {
  const { objects } = repository.git;
  const tree = (oid: Oid | undefined) => (oid === undefined ? null : (objects.commit(oid)?.tree ?? null));
  const [ours, theirs] = [tree(tip), tree(pull.head.sha)];
  const merged =
    ours && theirs
      ? mergeTrees(objects, tree(mergeBase(objects, tip, pull.head.sha)), ours, theirs)
      : { conflicts: [] };
  if ('conflicts' in merged) throw new Refused(422, 'Pull request is not mergeable');
  const author = signatureOf(world, actorOf(world, viewer));
  const message = `Merge pull request #${pull.number}\n\n${pull.title}`;
  const parents = [tip, pull.head.sha];
  const oid = objects.writeCommit({ tree: merged.tree, parents, author, committer: github(world), message });
  repository.signedByGitHub.add(oid);
  return oid;
}

function announceGroup(
  world: World,
  repository: Repository,
  actor: number,
  { ref, base, head, onto }: MergeGroup,
  action: 'checks_requested' | 'destroyed',
  more: object = {},
): void {
  const { tree, message, author, committer } = commitObject(repository, head);
  const person = ({ name, email }: { name: string; email: string }) => ({ name, email });
  const head_commit = {
    id: head,
    tree_id: tree,
    message,
    timestamp: iso(committer.at),
    author: person(author),
    committer: person(committer),
  };
  const merge_group = { head_sha: head, head_ref: ref, base_sha: onto, base_ref: `refs/heads/${base}`, head_commit };
  announce(world, repository, actor, 'merge_group', action, { merge_group, ...more });
}
