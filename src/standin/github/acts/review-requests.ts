import { atLeast, permissionOf, teamPermission } from '../access.ts';
import { actorOf } from '../actor.ts';
import { fullName } from '../find.ts';
import { Refused } from '../refused.ts';
import { teamShape } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import type { PullRequest, Repository, Viewer, World } from '../world.ts';
import { announcePull } from './pull-event.ts';

/** Account ids and team ids. */
export interface Reviewers {
  readonly users: readonly number[];
  readonly teams: readonly number[];
}

/** Asks for reviews; who was asked already is not asked again. */
export function requestReviews(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  wanted: Reviewers,
): void {
  if (wanted.users.some((id) => id === pull.author))
    throw new Refused(422, 'Review cannot be requested from pull request author.');
  const strangers =
    wanted.users.some((id) => !atLeast(permissionOf(world, repository, id), 'read')) ||
    wanted.teams.some((id) => {
      const team = world.teams.get(id);
      return team === undefined || !atLeast(teamPermission(world, repository, team), 'read');
    });
  if (strangers)
    throw new Refused(
      422,
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a ' +
        `collaborator of the ${fullName(world, repository)} repository.`,
    );
  change(world, repository, viewer, pull, wanted, 'review_requested');
}

export function withdrawRequests(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  wanted: Reviewers,
): void {
  change(world, repository, viewer, pull, wanted, 'review_request_removed');
}

function change(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  wanted: Reviewers,
  action: 'review_requested' | 'review_request_removed',
): void {
  const actor = actorOf(world, viewer).id;
  const adds = action === 'review_requested';
  for (const id of wanted.users.filter((user) => pull.requestedReviewers.includes(user) !== adds)) {
    pull.requestedReviewers = adds
      ? [...pull.requestedReviewers, id]
      : pull.requestedReviewers.filter((it) => it !== id);
    if (adds) noteRequest(world, pull, actor, { kind: 'user', id });
    announcePull(world, repository, pull, actor, action, { requested_reviewer: simpleUser(world, id) });
  }
  for (const id of wanted.teams.filter((team) => pull.requestedTeams.includes(team) !== adds)) {
    pull.requestedTeams = adds ? [...pull.requestedTeams, id] : pull.requestedTeams.filter((it) => it !== id);
    if (adds) noteRequest(world, pull, actor, { kind: 'team', id });
    const team = world.teams.get(id);
    if (team !== undefined)
      announcePull(world, repository, pull, actor, action, { requested_team: teamShape(world, team) });
  }
  pull.updatedAt = world.clock.now();
}

/** The timeline keeps that somebody was asked, also after the request was answered. */
export function noteRequest(
  world: World,
  pull: PullRequest,
  actor: number,
  reviewer: { kind: 'user' | 'team'; id: number },
): void {
  pull.timeline.push({ kind: 'review_requested', id: world.next('event'), at: world.clock.now(), actor, reviewer });
}
