import { atLeast, permissionOf } from '../../access.ts';
import { iso } from '../../clock.ts';
import { association } from '../../shape/association.ts';
import { htmlUrl } from '../../shape/repository.ts';
import type { Review, Viewer } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import { commitOrNull } from './git-object.ts';
import type { PullIn } from './pulls.ts';
import { seeMembers } from './team.ts';

export interface ReviewIn extends PullIn {
  readonly review: Review;
}
export interface ReviewFilter {
  readonly states?: readonly string[] | null;
  readonly author?: string | null;
}

/** A pending review is seen by its author alone. */
export function isShown(review: Review, viewer: Viewer): boolean {
  return review.state !== 'PENDING' || isBy(viewer, review.author);
}

/** In the order in which they were made. */
export function reviewsOf({ repository, pull }: PullIn, { world, viewer }: Asked, filter: ReviewFilter): ReviewIn[] {
  return pull.reviews
    .filter((review) => isShown(review, viewer))
    .filter((review) => filter.states == null || filter.states.includes(review.state))
    .filter((review) => filter.author == null || world.accounts.get(review.author ?? 0)?.login === filter.author)
    .map((review) => ({ repository, pull, review }));
}

export function isBy(viewer: Viewer, author: number | null): boolean {
  return viewer.kind !== 'anonymous' && viewer.account === author;
}

const url = ({ repository, pull, review }: ReviewIn, { world }: Asked) =>
  `${htmlUrl(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;

export const PULL_REQUEST_REVIEW: Fields<ReviewIn> = {
  id: ({ repository, pull, review }) => nodeId('PullRequestReview', repository.id, pull.number, review.id),
  databaseId: ({ review }) => review.id,
  fullDatabaseId: ({ review }) => String(review.id),
  state: ({ review }) => review.state,
  body: ({ review }) => review.body,
  bodyText: ({ review }) => review.body,
  author: ({ review }, _args, { world }: Asked) => actor(world, review.author),
  authorAssociation: ({ repository, review }, _args, { world }: Asked) => association(world, repository, review.author),
  /** By what the author may do now, not when they wrote it. */
  authorCanPushToRepository: ({ repository, review }, _args, { world }: Asked) =>
    review.author !== null && atLeast(permissionOf(world, repository, review.author), 'write'),
  /** Stays the reviewed head through dismissal and later pushes; null once that commit was collected as garbage. */
  commit: ({ repository, review }) => commitOrNull(repository, review.commit),
  createdAt: ({ review }) => iso(review.createdAt),
  updatedAt: ({ review }) => iso(review.updatedAt),
  submittedAt: ({ review }) => (review.submittedAt === null ? null : iso(review.submittedAt)),
  publishedAt: ({ review }) => (review.submittedAt === null ? null : iso(review.submittedAt)),
  lastEditedAt: ({ review }) => (review.lastEditedAt === null ? null : iso(review.lastEditedAt)),
  includesCreatedEdit: ({ review }) => review.lastEditedAt !== null,
  createdViaEmail: () => false,
  isMinimized: () => false,
  onBehalfOf: ({ review }, page: Page, { world, viewer }, info) => {
    const teams = review.onBehalfOf.flatMap((id) => world.teams.get(id) ?? []);
    for (const team of teams) seeMembers(viewer, team.organization, world);
    return connection(teams, page, info);
  },
  pullRequest: ({ repository, pull }): PullIn => ({ repository, pull }),
  repository: ({ repository }) => repository,
  url: (source, _args, asked: Asked) => url(source, asked),
  viewerDidAuthor: ({ review }, _args, { viewer }: Asked) => isBy(viewer, review.author),
};
