import { permissionOf, teamPermission } from '../../access.ts';
import { account, teamMembers } from '../../find.ts';
import type { Account, Permission, Repository, World } from '../../world.ts';
import { CONNECTION, type Connection, EDGE, type Edge } from '../connection.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import { notModelled } from '../refusal.ts';

/** A way by which somebody reaches a repository. */
interface Grant {
  readonly permission: Permission;
  readonly source: Typed;
  readonly owner: Account;
}

/** Who reaches the repository by more than its being public. DIRECT: by an invitation of their own. */
export function collaboratorsOf(world: World, repository: Repository, affiliation: string): Account[] {
  const members = membersOf(world, repository);
  const people = world.accounts.values().filter(({ type }) => type === 'User');
  switch (affiliation) {
    case 'ALL':
      return [...people.filter(({ id }) => grantsTo(world, repository, id).length > 0)];
    case 'DIRECT':
      return [...people.filter(({ id }) => repository.collaborators.has(id))];
    case 'OUTSIDE':
      return [...people.filter(({ id }) => repository.collaborators.has(id) && !members.has(id))];
    default:
      throw notModelled(`the affiliation \`${affiliation}\``);
  }
}

function grantsTo(world: World, repository: Repository, id: number): Grant[] {
  const owner = account(world, repository.owner);
  const grants: Grant[] = [];
  const direct = repository.collaborators.get(id);
  if (direct !== undefined) grants.push({ permission: direct, source: new Typed('Repository', repository), owner });
  for (const team of world.teams.values()) {
    const permission = teamPermission(world, repository, team);
    if (permission !== 'none' && teamMembers(world, team).has(id))
      grants.push({ permission, source: new Typed('Team', team), owner });
  }
  if (owner.id === id || membersOf(world, repository).get(id) === 'admin')
    grants.push({ permission: 'admin', source: new Typed(owner.type, owner), owner });
  return grants;
}

function membersOf(world: World, repository: Repository): ReadonlyMap<number, string> {
  const owner = account(world, repository.owner);
  return owner.type === 'Organization' ? owner.members : new Map();
}

export interface Collaborators extends Connection<Account> {
  readonly repository: Repository;
}
interface Collaborator extends Edge<Account> {
  readonly repository: Repository;
}

export const REPOSITORY_COLLABORATOR_CONNECTION: Fields<Collaborators> = {
  ...CONNECTION,
  edges: ({ repository, all, start, end }): Collaborator[] =>
    all.slice(start, end).map((node, index) => ({ node, at: start + index, repository })),
};

export const REPOSITORY_COLLABORATOR_EDGE: Fields<Collaborator> = {
  ...EDGE,
  permission: ({ node, repository }, _args, { world }: Asked) => permissionOf(world, repository, node.id).toUpperCase(),
  permissionSources: ({ node, repository }, _args, { world }: Asked) => grantsTo(world, repository, node.id),
};

/** GitHub tells three levels here, and names the role beside them. */
const LEVELS: Readonly<Record<Permission, string>> = {
  none: 'NONE',
  read: 'READ',
  triage: 'READ',
  write: 'WRITE',
  maintain: 'WRITE',
  admin: 'ADMIN',
};

export const PERMISSION_SOURCE: Fields<Grant> = {
  permission: ({ permission }) => LEVELS[permission],
  roleName: ({ permission }) => permission,
  source: ({ source }) => source,
  organization: ({ owner }) => (owner.type === 'Organization' ? owner : null),
};
