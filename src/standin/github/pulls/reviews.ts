import { atLeast, permissionOf } from '../access.ts';
import type { PullRequest, Repository, Review, World } from '../world.ts';

/**
 * Each author's latest review that says yes or no: comments do not count, a dismissal takes the opinion away
 * (GraphQL's `latestOpinionatedReviews`). With `writersOnly` only of those who can push now.
 */
export function latestOpinions(
  world: World,
  repository: Repository,
  pull: PullRequest,
  options: { readonly writersOnly: boolean },
): Review[] {
  const latest = new Map<number, Review>();
  for (const review of pull.reviews) {
    const opinionated = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'].includes(review.state);
    if (review.author === null || !opinionated) continue;
    latest.delete(review.author);
    latest.set(review.author, review);
  }
  return [...latest.values()].filter(
    (review) =>
      !options.writersOnly ||
      (review.author !== null && atLeast(permissionOf(world, repository, review.author), 'write')),
  );
}

/** Those who can write and whose latest opinion is an approval. The author of a pull request never counts. */
export function approvers(world: World, repository: Repository, pull: PullRequest): number[] {
  return latestOpinions(world, repository, pull, { writersOnly: true })
    .filter((review) => review.state === 'APPROVED')
    .flatMap((review) => (review.author === null || review.author === pull.author ? [] : [review.author]));
}
