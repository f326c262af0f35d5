import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { PullRequest, Repository, Review, World } from '../world.ts';
import { association } from './association.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import { maybeUser } from './user.ts';

/** A review as REST gives it: the state in capitals. No field says that an App submitted it for somebody. */
export function reviewShape(
  world: World,
  repository: Repository,
  pull: PullRequest,
  review: Review,
): components['schemas']['pull-request-review'] {
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${apiUrl(world, repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', repository.id, pull.number, review.id),
    user: maybeUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(world, repository, review.author),
    _links: { html: { href: html }, pull_request: { href: url } },
    ...(review.submittedAt !== null && { submitted_at: iso(review.submittedAt) }),
    commit_id: review.commit,
  };
}
