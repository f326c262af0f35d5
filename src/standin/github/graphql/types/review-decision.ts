import { approvers, latestOpinions } from '../../pulls/reviews.ts';
import { rulesFor } from '../../rules/match.ts';
import type { World } from '../../world.ts';
import type { PullIn } from './pulls.ts';

/** What GitHub's own rule on reviews says; null where the base asks for no review. */
export function reviewDecision(world: World, { repository, pull }: PullIn): string | null {
  const required = rulesFor(repository, `refs/heads/${pull.base.ref}`).flatMap(({ rule }) =>
    rule.type === 'pull_request' ? [rule.parameters.required_approving_review_count] : [],
  );
  if (required.length === 0) return null;
  const opinions = latestOpinions(world, repository, pull, { writersOnly: true });
  if (opinions.some(({ state }) => state === 'CHANGES_REQUESTED')) return 'CHANGES_REQUESTED';
  return approvers(world, repository, pull).length >= Math.max(...required) ? 'APPROVED' : 'REVIEW_REQUIRED';
}
