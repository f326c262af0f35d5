import { iso } from '../clock.ts';
import { pullSimple } from '../shape/pull.ts';
import { reviewShape } from '../shape/review.ts';
import { announce } from '../webhooks/announce.ts';
import type { PullRequest, Repository, Review, World } from '../world.ts';

/** In webhooks the state is in small letters, and there is an `updated_at` that REST does not give. */
export function announceReview(
  world: World,
  repository: Repository,
  pull: PullRequest,
  review: Review,
  actor: number,
  action: 'submitted' | 'edited' | 'dismissed',
  fields: object = {},
): void {
  const shape = reviewShape(world, repository, pull, review);
  announce(world, repository, actor, 'pull_request_review', action, {
    review: {
      ...shape,
      state: review.state.toLowerCase(),
      submitted_at: review.submittedAt === null ? null : iso(review.submittedAt),
      updated_at: iso(review.updatedAt),
    },
    pull_request: pullSimple(world, repository, pull),
    ...fields,
  });
}
