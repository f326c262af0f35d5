import { codeownersAt } from '../../codeowners.ts';
import { filesOf } from '../../pulls/changes.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import type { PullIn } from './pulls.ts';
import { seeMembers } from './team.ts';

interface RequestIn extends PullIn {
  readonly kind: 'user' | 'team';
  readonly id: number;
}

export function reviewRequestsOf({ repository, pull }: PullIn): RequestIn[] {
  return [
    ...pull.requestedReviewers.map((id) => ({ repository, pull, kind: 'user' as const, id })),
    ...pull.requestedTeams.map((id) => ({ repository, pull, kind: 'team' as const, id })),
  ];
}

export const REVIEW_REQUEST: Fields<RequestIn> = {
  id: ({ repository, pull, kind, id }) => nodeId('ReviewRequest', repository.id, pull.number, kind, id),
  pullRequest: ({ repository, pull }): PullIn => ({ repository, pull }),
  asCodeOwner: ({ repository, pull, kind, id }, _args, { world }: Asked) => {
    const tip = repository.git.branch(pull.base.ref);
    const codeowners = tip === undefined ? undefined : codeownersAt(world, repository, tip);
    const owners = filesOf(repository, pull).flatMap(({ path }) => codeowners?.ownersOf(path) ?? []);
    return owners.some((owner) => owner.kind === kind && owner.id === id);
  },
  requestedReviewer: (request, _args, asked: Asked) => requestedReviewer(request, asked),
};

/** A team is hidden from an App without `members: read`, and the answer is then partial. */
export function requestedReviewer({ kind, id }: Pick<RequestIn, 'kind' | 'id'>, { world, viewer }: Asked) {
  if (kind === 'user') return actor(world, id);
  const team = world.teams.get(id);
  if (team === undefined) return null;
  seeMembers(viewer, team.organization, world);
  return new Typed('Team', team);
}
