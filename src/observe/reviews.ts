import type { GitHub } from '../github/client.ts';
import { MAX_REVIEWS } from '../packet/limits.ts';
import type { ReviewSeen } from '../verify/observation/review.ts';
import { askMoreReviews, type Look, type Question } from './look.ts';
import { reviewsSeen } from './pull.ts';

/** All reviews of a look, with the page behind the first hundred; of too many only these, since nothing counts them. */
export async function readReviews(github: GitHub, look: Look, question: Question): Promise<readonly ReviewSeen[]> {
  const { pullRequest } = look.repository;
  const { reviews } = pullRequest;
  const { hasNextPage, endCursor } = reviews.pageInfo;
  if (!hasNextPage || endCursor === null || reviews.totalCount > MAX_REVIEWS) return reviewsSeen(reviews, pullRequest);
  const more = await askMoreReviews(github, question, endCursor);
  return [...reviewsSeen(reviews, pullRequest), ...reviewsSeen(more, pullRequest)];
}
