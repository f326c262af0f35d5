import { type Asked, type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import type { PullIn } from './pulls.ts';
import { seeMembers } from './team.ts';

interface RequestIn extends PullIn {
  readonly asked: { readonly user: number } | { readonly team: number };
}

export function reviewRequestsOf({ repository, pull }: PullIn): RequestIn[] {
  return [
    ...pull.requestedReviewers.map((user) => ({ repository, pull, asked: { user } })),
    ...pull.requestedTeams.map((team) => ({ repository, pull, asked: { team } })),
  ];
}

/** `asCodeOwner` is not modelled: the world does not say why somebody was asked. */
export const REVIEW_REQUEST: Fields<RequestIn> = {
  id: ({ repository, pull, asked }) =>
    nodeId('ReviewRequest', repository.id, pull.number, 'user' in asked ? `u${asked.user}` : `t${asked.team}`),
  pullRequest: ({ repository, pull }): PullIn => ({ repository, pull }),
  /** A team is hidden from an App without `members: read`, and the answer is then partial. */
  requestedReviewer: ({ asked }, _args, { world, viewer }: Asked) => {
    if ('user' in asked) return actor(world, asked.user);
    const team = world.teams.get(asked.team);
    if (team === undefined) return null;
    seeMembers(viewer, team.organization, world);
    return new Typed('Team', team);
  },
};
