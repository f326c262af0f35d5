import { actorOf } from '../actor.ts';
import { teamMembers } from '../find.ts';
import { commitsOf } from '../pulls/changes.ts';
import { Refused } from '../refused.ts';
import type { PullRequest, Repository, Review, ReviewState, Viewer, World } from '../world.ts';
import { happened } from './pull-event.ts';
import { announceReview } from './review-event.ts';

export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';
export interface NewReview {
  /** Left out: the review stays pending, seen by its author alone. */
  readonly event?: ReviewEvent;
  readonly body?: string;
  /** Any commit of the pull request; its head by default. */
  readonly commit?: string;
}

const STATES: Record<ReviewEvent, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};
const unprocessable = (...errors: string[]) => new Refused(422, 'Unprocessable Entity', errors);

/** Anyone who can read may review, and approve; whether it counts is another matter. */
export function createReview(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  wanted: NewReview,
): Review {
  const author = actorOf(world, viewer).id;
  const commit = wanted.commit ?? pull.head.sha;
  if (pull.reviews.some((review) => review.author === author && review.state === 'PENDING'))
    throw unprocessable('User can only have one pending review per pull request');
  if (commit !== pull.head.sha && !commitsOf(repository, pull).includes(commit))
    throw unprocessable('Commit is not part of the pull request');
  if (wanted.event !== undefined) check(pull, author, wanted.event, wanted.body ?? '');
  const now = world.clock.now();
  const review: Review = {
    id: world.next('review'),
    author,
    state: 'PENDING',
    body: wanted.body ?? '',
    commit,
    createdAt: now,
    updatedAt: now,
    submittedAt: null,
    lastEditedAt: null,
    onBehalfOf: [],
  };
  pull.reviews.push(review);
  if (wanted.event !== undefined) submit(world, repository, pull, review, author, wanted.event);
  return review;
}

/** Submits a pending review. */
export function submitReview(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  review: Review,
  event: ReviewEvent,
  body = review.body,
): void {
  const actor = actorOf(world, viewer).id;
  if (review.state !== 'PENDING' || review.author !== actor)
    throw unprocessable('Could not submit review: it is not a pending review of yours');
  check(pull, actor, event, body);
  review.body = body;
  submit(world, repository, pull, review, actor, event);
}

function check(pull: PullRequest, author: number, event: ReviewEvent, body: string): void {
  if (pull.author === author && event === 'APPROVE') throw unprocessable('Can not approve your own pull request');
  if (pull.author === author && event === 'REQUEST_CHANGES')
    throw unprocessable('Can not request changes on your own pull request');
  if (body === '' && event !== 'APPROVE') throw unprocessable('Body can not be blank');
}

function submit(
  world: World,
  repository: Repository,
  pull: PullRequest,
  review: Review,
  author: number,
  event: ReviewEvent,
): void {
  review.state = STATES[event];
  review.submittedAt = world.clock.now();
  review.updatedAt = world.clock.now();
  pull.updatedAt = world.clock.now();
  pull.requestedReviewers = pull.requestedReviewers.filter((id) => id !== author);
  review.onBehalfOf = pull.requestedTeams.filter((id) => {
    const team = world.teams.get(id);
    return team !== undefined && teamMembers(world, team).has(author);
  });
  pull.requestedTeams = pull.requestedTeams.filter((id) => !review.onBehalfOf.includes(id));
  announceReview(world, repository, pull, review, author, 'submitted');
}

/** Same review, same commit, same `submittedAt`: only the state goes. */
export function dismissReview(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  review: Review,
  message: string,
): void {
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED')
    throw unprocessable(`Can not dismiss a ${review.state.toLowerCase()} pull request review`);
  markDismissed(world, repository, pull, review, actorOf(world, viewer).id, message);
}

export function markDismissed(
  world: World,
  repository: Repository,
  pull: PullRequest,
  review: Review,
  actor: number,
  message: string,
): void {
  const dismissal = { review: review.id, previous: review.state, message, head: pull.head.sha };
  pull.timeline.push({ ...happened(world, actor), kind: 'review_dismissed', ...dismissal });
  review.state = 'DISMISSED';
  review.updatedAt = world.clock.now();
  pull.updatedAt = world.clock.now();
  announceReview(world, repository, pull, review, actor, 'dismissed');
}

/** Changes the text; the state of a submitted review cannot be edited. */
export function editReview(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  review: Review,
  body: string,
): void {
  const actor = actorOf(world, viewer).id;
  if (review.author !== actor) throw new Refused(403, 'You can only edit your own reviews');
  const from = review.body;
  review.body = body;
  review.updatedAt = world.clock.now();
  review.lastEditedAt = world.clock.now();
  if (review.state !== 'PENDING')
    announceReview(world, repository, pull, review, actor, 'edited', { changes: { body: { from } } });
}
