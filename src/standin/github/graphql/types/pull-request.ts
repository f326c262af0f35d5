import { demand } from '../../access.ts';
import { iso } from '../../clock.ts';
import { lineCounts } from '../../git/diff.ts';
import { commitsOf, filesOf } from '../../pulls/changes.ts';
import { mergeability, testMerge } from '../../pulls/mergeability.ts';
import { latestOpinions } from '../../pulls/reviews.ts';
import { association } from '../../shape/association.ts';
import { htmlUrl } from '../../shape/repository.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import type { ChangeIn } from './changed-file.ts';
import { CHECKS } from './check-suite.ts';
import type { CommentIn } from './comment.ts';
import { commitOrNull } from './git-object.ts';
import { labelsOf } from './label.ts';
import type { PullCommit } from './pull-request-commit.ts';
import { type PullIn, stateOf } from './pulls.ts';
import { refOf } from './ref.ts';
import { isBy, type ReviewFilter, type ReviewIn, reviewsOf } from './review.ts';
import { reviewDecision } from './review-decision.ts';
import { reviewRequestsOf } from './review-request.ts';
import { rollupOf } from './status-rollup.ts';
import { timelineOf } from './timeline.ts';

export const PULL_REQUEST: Fields<PullIn> = {
  id: ({ repository, pull }) => nodeId('PullRequest', repository.id, pull.number),
  databaseId: ({ pull }) => pull.pullId,
  fullDatabaseId: ({ pull }) => String(pull.pullId),
  number: ({ pull }) => pull.number,
  url: ({ repository, pull }, _args, { world }: Asked) => `${htmlUrl(world, repository)}/pull/${pull.number}`,
  permalink: ({ repository, pull }, _args, { world }: Asked) => `${htmlUrl(world, repository)}/pull/${pull.number}`,
  repository: ({ repository }) => repository,
  baseRepository: ({ repository }) => repository,

  title: ({ pull }) => pull.title,
  body: ({ pull }) => pull.body ?? '',
  bodyText: ({ pull }) => pull.body ?? '',
  author: ({ pull }, _args, { world }: Asked) => actor(world, pull.author),
  authorAssociation: ({ repository, pull }, _args, { world }: Asked) => association(world, repository, pull.author),
  viewerDidAuthor: ({ pull }, _args, { viewer }: Asked) => isBy(viewer, pull.author),
  editor: ({ pull }, _args, { world }: Asked) => actor(world, pull.editor),
  lastEditedAt: ({ pull }) => (pull.lastEditedAt === null ? null : iso(pull.lastEditedAt)),
  includesCreatedEdit: ({ pull }) => pull.lastEditedAt !== null,
  createdViaEmail: () => false,
  createdAt: ({ pull }) => iso(pull.createdAt),
  publishedAt: ({ pull }) => iso(pull.createdAt),
  updatedAt: ({ pull }) => iso(pull.updatedAt),
  labels: ({ repository, pull }, page: Page, _asked, info) => connection(labelsOf(repository, pull.labels), page, info),

  state: ({ pull }) => stateOf(pull),
  isDraft: ({ pull }) => pull.draft,
  locked: ({ pull }) => pull.locked,
  closed: ({ pull }) => pull.state === 'closed',
  closedAt: ({ pull }) => (pull.closedAt === null ? null : iso(pull.closedAt)),
  merged: ({ pull }) => pull.merged !== null,
  mergedAt: ({ pull }) => (pull.merged === null ? null : iso(pull.merged.at)),
  mergedBy: ({ pull }, _args, { world }: Asked) => (pull.merged === null ? null : actor(world, pull.merged.by)),
  mergeCommit: ({ repository, pull }) => commitOrNull(repository, pull.merged?.sha),
  mergeable: ({ repository, pull }, _args, { world }: Asked) => {
    const { mergeable } = mergeability(world, repository, pull);
    return mergeable === null ? 'UNKNOWN' : mergeable ? 'MERGEABLE' : 'CONFLICTING';
  },
  mergeStateStatus: ({ repository, pull }, _args, { world, viewer }: Asked) =>
    mergeability(world, repository, pull, viewer).state.toUpperCase(),
  canBeRebased: ({ repository, pull }, _args, { world }: Asked) =>
    mergeability(world, repository, pull).mergeable === true,
  /** The test merge of an open pull request: on no branch, and not the merge that will be made. */
  potentialMergeCommit: ({ repository, pull }, _args, { world }: Asked) =>
    pull.state === 'open' ? commitOrNull(repository, testMerge(world, repository, pull)) : null,
  reviewDecision: (source, _args, { world }: Asked) => reviewDecision(world, source),
  isInMergeQueue: () => false,
  isMergeQueueEnabled: () => false,
  mergeQueueEntry: () => null,

  baseRefName: ({ pull }) => pull.base.ref,
  /** Where the base was when the head last moved, not its live tip: that is `baseRef.target.oid`. */
  baseRefOid: ({ pull }) => pull.base.sha,
  baseRef: ({ repository, pull }) => refOf(repository, `refs/heads/${pull.base.ref}`),
  headRefName: ({ pull }) => pull.head.ref,
  headRefOid: ({ pull }) => pull.head.sha,
  headRef: (source, _args, { world }: Asked) => {
    const head = world.repositories.get(source.pull.head.repository ?? 0);
    return head === undefined ? null : refOf(head, `refs/heads/${source.pull.head.ref}`);
  },
  headRepository: ({ pull }, _args, { world }: Asked) => world.repositories.get(pull.head.repository ?? 0) ?? null,
  headRepositoryOwner: ({ pull }, _args, { world }: Asked) =>
    actor(world, world.repositories.get(pull.head.repository ?? 0)?.owner ?? null),
  isCrossRepository: ({ repository, pull }) => pull.head.repository !== repository.id,
  maintainerCanModify: ({ pull }) => pull.maintainerCanModify,

  changedFiles: ({ repository, pull }) => filesOf(repository, pull).length,
  additions: (source) => total(source, 'additions'),
  deletions: (source) => total(source, 'deletions'),
  files: ({ repository, pull }, page: Page, _asked, info) =>
    connection(
      filesOf(repository, pull).map((change): ChangeIn => ({ repository, change })),
      page,
      info,
    ),
  commits: ({ repository, pull }, page: Page, _asked, info) =>
    connection(
      commitsOf(repository, pull).map((oid): PullCommit => ({ repository, pull, oid })),
      page,
      info,
    ),

  reviews: (source, args: Page & ReviewFilter, asked, info) => connection(reviewsOf(source, asked, args), args, info),
  latestOpinionatedReviews: ({ repository, pull }, args: Page & { writersOnly?: boolean | null }, { world }, info) =>
    connection(
      latestOpinions(world, repository, pull, { writersOnly: args.writersOnly ?? false }).map(
        (review): ReviewIn => ({ repository, pull, review }),
      ),
      args,
      info,
    ),
  reviewRequests: (source, page: Page, _asked, info) => connection(reviewRequestsOf(source), page, info),
  comments: ({ repository, pull }, page: Page, _asked, info) =>
    connection(
      pull.comments.map((comment): CommentIn => ({ repository, on: pull, comment })),
      page,
      info,
    ),
  timelineItems: (source, args: Page & { itemTypes?: readonly string[] | null }, _asked, info) =>
    connection(timelineOf(source, args.itemTypes), args, info),
  statusCheckRollup: ({ repository, pull }, _args, { world, viewer }: Asked) => {
    demand(world, viewer, repository, CHECKS);
    return rollupOf({ repository, oid: pull.head.sha });
  },
};

function total({ repository, pull }: PullIn, of: 'additions' | 'deletions'): number {
  return filesOf(repository, pull).reduce((sum, file) => sum + lineCounts(repository.git.objects, file)[of], 0);
}
