import type { components } from '@octokit/openapi-types';
import { account } from '../find.ts';
import type { Repository, World } from '../world.ts';

/**
 * `author_association`. A private membership of an organization is shown to nobody here, as GitHub shows it to an
 * App without `members: read`: one more reason not to authorise on it.
 */
export function association(
  world: World,
  repository: Repository,
  id: number | null,
): components['schemas']['author-association'] {
  if (id === null) return 'NONE';
  const owner = account(world, repository.owner);
  if (owner.id === id) return 'OWNER';
  if (owner.type === 'Organization' && owner.members.has(id)) return 'MEMBER';
  if (repository.collaborators.has(id)) return 'COLLABORATOR';
  const contributed = [...repository.pulls.values()].some((pull) => pull.author === id && pull.merged !== null);
  return contributed ? 'CONTRIBUTOR' : 'NONE';
}
