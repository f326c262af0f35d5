import { atLeast, permissionOf, teamPermission } from '../access.ts';
import { actorOf } from '../actor.ts';
import { codeownersAt } from '../codeowners.ts';
import { fullName } from '../find.ts';
import { filesOf } from '../pulls/changes.ts';
import { Refused } from '../refused.ts';
import { teamShape } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import type { PullRequest, Repository, Viewer, World } from '../world.ts';
import { announcePull, happened } from './pull-event.ts';

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
  const actor = actorOf(world, viewer).id;
  for (const id of wanted.users) ask(world, repository, pull, actor, { kind: 'user', id });
  for (const id of wanted.teams) ask(world, repository, pull, actor, { kind: 'team', id });
}

interface Reviewer {
  readonly kind: 'user' | 'team';
  readonly id: number;
}

/** One person or team; the timeline keeps that they were asked, also after they answered. */
function ask(world: World, repository: Repository, pull: PullRequest, actor: number, reviewer: Reviewer): void {
  const asked = reviewer.kind === 'user' ? pull.requestedReviewers : pull.requestedTeams;
  if (asked.includes(reviewer.id)) return;
  asked.push(reviewer.id);
  pull.updatedAt = world.clock.now();
  pull.timeline.push({ ...happened(world, actor), kind: 'review_requested', reviewer });
  tell(world, repository, pull, actor, 'review_requested', reviewer);
}

/** GitHub asks code owners for a review when a pull request opens and when it stops being a draft. */
export function askOwners(world: World, repository: Repository, pull: PullRequest, actor: number): void {
  const tip = repository.git.branch(pull.base.ref);
  const codeowners = tip === undefined ? undefined : codeownersAt(world, repository, tip);
  if (codeowners === undefined) return;
  for (const { path } of filesOf(repository, pull)) {
    for (const { kind, id } of codeowners.ownersOf(path)) {
      if (kind === 'team' || id !== pull.author) ask(world, repository, pull, actor, { kind, id });
    }
  }
}

export function withdrawRequests(
  world: World,
  repository: Repository,
  viewer: Viewer,
  pull: PullRequest,
  wanted: Reviewers,
): void {
  const actor = actorOf(world, viewer).id;
  const users = pull.requestedReviewers.filter((id) => wanted.users.includes(id));
  const teams = pull.requestedTeams.filter((id) => wanted.teams.includes(id));
  pull.requestedReviewers = pull.requestedReviewers.filter((id) => !users.includes(id));
  pull.requestedTeams = pull.requestedTeams.filter((id) => !teams.includes(id));
  pull.updatedAt = world.clock.now();
  for (const id of users) tell(world, repository, pull, actor, 'review_request_removed', { kind: 'user', id });
  for (const id of teams) tell(world, repository, pull, actor, 'review_request_removed', { kind: 'team', id });
}

/** One event for each person or team. */
function tell(
  world: World,
  repository: Repository,
  pull: PullRequest,
  actor: number,
  action: 'review_requested' | 'review_request_removed',
  { kind, id }: Reviewer,
): void {
  const team = world.teams.get(id);
  if (kind === 'user')
    announcePull(world, repository, pull, actor, action, { requested_reviewer: simpleUser(world, id) });
  else if (team !== undefined)
    announcePull(world, repository, pull, actor, action, { requested_team: teamShape(world, team) });
}
