import { type Reviewers, requestReviews, withdrawRequests } from '../acts/review-requests.ts';
import { createReview, dismissReview, editReview, type ReviewEvent, submitReview } from '../acts/reviews.ts';
import { accountByLogin, teamBySlug } from '../find.ts';
import { notFound, Refused } from '../refused.ts';
import { pullSimple } from '../shape/pull.ts';
import { reviewShape } from '../shape/review.ts';
import { teamShape } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import type { PullRequest, Review } from '../world.ts';
import { created, inRepository, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';
import { pullOf } from './pulls.ts';

const READ = { app: ['pull_requests:read'], person: 'read' } as const;
/** Anyone who can read may review. */
const REVIEW = { app: ['pull_requests:write'], person: 'read' } as const;
const WRITE = { app: ['pull_requests:write'], person: 'write' } as const;
const EVENTS = ['APPROVE', 'REQUEST_CHANGES', 'COMMENT'] as const;
const AT = '/repos/{owner}/{repo}/pulls/{number}';

export const reviews: Route[] = [
  inRepository(`GET ${AT}/reviews`, READ, (call) => {
    const pull = pullOf(call);
    return paged(call, visible(call, pull), (review) => reviewShape(call.world, call.repository, pull, review));
  }),
  inRepository(`POST ${AT}/reviews`, REVIEW, (call) => {
    const { world, repository, viewer, body } = call;
    const [event, text, commit] = [eventOf(call), body.maybeText('body'), body.maybeText('commit_id')];
    const review = createReview(world, repository, viewer, pullOf(call), {
      ...(event !== undefined && { event }),
      ...(text !== undefined && { body: text }),
      ...(commit !== undefined && { commit }),
    });
    return show(call, review);
  }),
  inRepository(`GET ${AT}/reviews/{review}`, READ, (call) => show(call, reviewOf(call))),
  inRepository(`PUT ${AT}/reviews/{review}`, REVIEW, (call) => {
    const review = reviewOf(call);
    editReview(call.world, call.repository, call.viewer, pullOf(call), review, call.body.text('body'));
    return show(call, review);
  }),
  inRepository(`POST ${AT}/reviews/{review}/events`, REVIEW, (call) => {
    const review = reviewOf(call);
    const event = eventOf(call);
    if (event === undefined) throw new Refused(422, 'Unprocessable Entity', ['Event is required']);
    submitReview(call.world, call.repository, call.viewer, pullOf(call), review, event, call.body.maybeText('body'));
    return show(call, review);
  }),
  inRepository(`PUT ${AT}/reviews/{review}/dismissals`, WRITE, (call) => {
    const review = reviewOf(call);
    dismissReview(call.world, call.repository, call.viewer, pullOf(call), review, call.body.text('message'));
    return show(call, review);
  }),
  inRepository(`GET ${AT}/requested_reviewers`, READ, (call) => {
    const { requestedReviewers, requestedTeams } = pullOf(call);
    const teams = requestedTeams.flatMap((id) => call.world.teams.get(id) ?? []);
    return ok({
      users: requestedReviewers.map((id) => simpleUser(call.world, id)),
      teams: teams.map((team) => teamShape(call.world, team)),
    });
  }),
  inRepository(`POST ${AT}/requested_reviewers`, WRITE, (call) => {
    const pull = pullOf(call);
    requestReviews(call.world, call.repository, call.viewer, pull, reviewersOf(call));
    return created(pullSimple(call.world, call.repository, pull));
  }),
  inRepository(`DELETE ${AT}/requested_reviewers`, WRITE, (call) => {
    const pull = pullOf(call);
    withdrawRequests(call.world, call.repository, call.viewer, pull, reviewersOf(call));
    return ok(pullSimple(call.world, call.repository, pull));
  }),
];

/** In the order in which they were made. A pending review is seen by its author alone. */
function visible({ viewer }: RepositoryCall, pull: PullRequest): Review[] {
  const self = viewer.kind === 'anonymous' ? null : viewer.account;
  return pull.reviews.filter((review) => review.state !== 'PENDING' || review.author === self);
}

function reviewOf(call: RepositoryCall): Review {
  const id = numberOf(call, 'review');
  const found = visible(call, pullOf(call)).find((review) => review.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function show(call: RepositoryCall, review: Review) {
  return ok(reviewShape(call.world, call.repository, pullOf(call), review));
}

function eventOf({ body }: RepositoryCall): ReviewEvent | undefined {
  return body.word('event', EVENTS);
}

function reviewersOf({ world, repository, body }: RepositoryCall): Reviewers {
  const users = (body.texts('reviewers') ?? []).map((login) => accountByLogin(world, login)?.id);
  const teams = (body.texts('team_reviewers') ?? []).map((slug) => teamBySlug(world, repository.owner, slug)?.id);
  // A name that is nobody's is no collaborator's either: the act refuses 0 with GitHub's words.
  return { users: users.map((id) => id ?? 0), teams: teams.map((id) => id ?? 0) };
}
