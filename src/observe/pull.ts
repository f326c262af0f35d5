import { mergeSeen } from '../github/top-tree.ts';
import type { PullSeen } from '../verify/observation/pull.ts';
import type { ReviewSeen } from '../verify/observation/review.ts';
import { actorSeen } from './actor.ts';
import type { Look, Reviews } from './look.ts';

/** What a review was that asked for no changes. */
const SETTLED = ['APPROVED', 'COMMENTED'];

type PullAnswer = Look['repository']['pullRequest'];
type CommitAnswer = PullAnswer['commits']['nodes'][number]['commit'];
type GitActor = NonNullable<CommitAnswer['author']>;

/** GitHub's answer about a pull request in our words. */
export function pullSeen(pull: PullAnswer, mainCodeowners: string | null): PullSeen {
  return {
    nodeId: pull.id,
    number: pull.number,
    url: pull.url,
    title: pull.title,
    state: ({ OPEN: 'open', CLOSED: 'closed', MERGED: 'merged' } as const)[pull.state],
    draft: pull.isDraft,
    locked: pull.locked,
    fork: pull.isCrossRepository,
    createdAt: pull.createdAt,
    author: actorSeen(pull.author),
    head: pull.headRefOid,
    headRef: pull.headRefName,
    base: pull.baseRefName,
    baseTip: pull.baseRef?.target.oid ?? null,
    baseCodeowners: pull.baseRef?.target.codeowners?.oid ?? null,
    mainCodeowners,
    conflicting: pull.mergeable === 'CONFLICTING',
    commitCount: pull.commits.totalCount,
    fileCount: pull.changedFiles,
    reviewCount: pull.reviews.totalCount,
    commentCount: pull.comments.totalCount,
    commits: pull.commits.nodes.map(({ commit }) => commitSeen(commit)),
    retargetedAt: pull.retargets.nodes.at(-1)?.createdAt ?? null,
    sharesHeadWith: sharingHead(pull),
    awaited: pull.reviewRequests.nodes.flatMap(({ requestedReviewer }) => requestedReviewer?.databaseId ?? []),
    calls: pull.calls.nodes.flatMap(({ createdAt, requestedReviewer }) =>
      requestedReviewer?.databaseId == null ? [] : [{ account: requestedReviewer.databaseId, at: createdAt }],
    ),
    merge: mergeSeen(pull.mergeCommit),
  };
}

/** Other open pull requests with this head. Where GitHub lists a part of them, one that it leaves out may be open. */
function sharingHead({ number, headRefOid, last }: PullAnswer): number[] {
  const { totalCount, nodes } = last.nodes[0]?.commit.associatedPullRequests ?? { totalCount: 0, nodes: [] };
  const others = nodes.filter((other) => other.number !== number);
  const open = others.filter(({ state, headRefOid: head }) => state === 'OPEN' && head === headRefOid);
  return (totalCount > nodes.length ? others : open).map((other) => other.number);
}

/**
 * Reviews in our words. A dismissed one says no more what it was: the event of its dismissal does, and where that is not
 * among those that were read, nobody may take it for an approval.
 */
export function reviewsSeen(reviews: Reviews, { dismissals }: PullAnswer): ReviewSeen[] {
  const before = new Map(dismissals.nodes.map((one) => [one.review?.fullDatabaseId, one.previousReviewState]));
  return reviews.nodes.map((review) => ({
    id: review.fullDatabaseId,
    state: review.state.toLowerCase() as ReviewSeen['state'],
    submittedAt: review.submittedAt,
    objected: review.state === 'DISMISSED' && !SETTLED.includes(before.get(review.fullDatabaseId) ?? ''),
    edited: review.lastEditedAt !== null,
    body: review.body,
    author: actorSeen(review.author),
    canWrite: review.authorCanPushToRepository,
    head: review.commit?.oid ?? null,
  }));
}

function commitSeen(commit: CommitAnswer): PullSeen['commits'][number] {
  const { author, committer, authors } = commit;
  // GitHub lists the author first and after it those of `Co-authored-by` trailers.
  const coAuthors = authors.nodes.slice(1).map((person) => ({ as: 'co-author' as const, ...handOf(person) }));
  return {
    oid: commit.oid,
    parents: commit.parents.nodes.map((parent) => parent.oid),
    people: [
      ...(author ? [{ as: 'author' as const, ...handOf(author) }] : []),
      ...(committer ? [{ as: 'committer' as const, ...handOf(committer) }] : []),
      ...coAuthors,
    ],
  };
}

function handOf({ name, email, user }: GitActor) {
  const account = user && { id: user.databaseId, login: user.login, type: 'User' };
  return { account, text: `${name ?? ''} <${email ?? ''}>` };
}
