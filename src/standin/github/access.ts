import { account, teamMembers } from './find.ts';
import { notForThisApp, notFound, Refused } from './refused.ts';
import { type Permission, permissions } from './state/account.ts';
import type { Repository, Team, Viewer, World } from './world.ts';

/** The highest of what the account was granted: as owner, collaborator, through teams, or because anyone may read. */
export function permissionOf(world: World, repository: Repository, id: number): Permission {
  const owner = account(world, repository.owner);
  const granted: Permission[] = [repository.collaborators.get(id) ?? 'none'];
  if (repository.visibility === 'public') granted.push('read');
  if (owner.id === id || (owner.type === 'Organization' && owner.members.get(id) === 'admin')) granted.push('admin');
  for (const team of world.teams.values()) {
    if (teamMembers(world, team).has(id)) granted.push(teamPermission(world, repository, team));
  }
  return highest(granted);
}

/** A child team has at least what its parent has. */
export function teamPermission(world: World, repository: Repository, team: Team): Permission {
  const parent = team.parent === null ? undefined : world.teams.get(team.parent);
  const inherited = parent === undefined ? 'none' : teamPermission(world, repository, parent);
  return highest([repository.teams.get(team.id) ?? 'none', inherited]);
}

function highest(granted: readonly Permission[]): Permission {
  return permissions[Math.max(...granted.map((permission) => permissions.indexOf(permission)))] ?? 'none';
}

export function atLeast(has: Permission, needed: Permission): boolean {
  return permissions.indexOf(has) >= permissions.indexOf(needed);
}

export function canSee(world: World, viewer: Viewer, repository: Repository): boolean {
  if (repository.visibility === 'public') return true;
  if (viewer.kind === 'installation') return viewer.repositories.has(repository.id);
  return viewer.kind === 'account' && atLeast(permissionOf(world, repository, viewer.account), 'read');
}

/**
 * What a request needs: of an App any one of these permissions, of a person this role. `app: null`: no App may.
 * `metadata: read` comes with every installation.
 */
export interface Need {
  readonly app: readonly `${string}:${'read' | 'write' | 'admin'}`[] | null;
  readonly person: Permission;
}

/** Throws what GitHub answers: 404 for what the viewer cannot see, 403 for what they can see and not do. */
export function demand(world: World, viewer: Viewer, repository: Repository, need: Need): void {
  if (!canSee(world, viewer, repository)) throw notFound();
  const reads = need.app?.every((permission) => permission.endsWith(':read')) ?? false;
  switch (viewer.kind) {
    case 'installation': {
      // An installation reads public repositories that it is not installed in like anybody else, and writes to none.
      if (!viewer.repositories.has(repository.id) && !reads) throw notForThisApp();
      if (viewer.repositories.has(repository.id) && !need.app?.some((wanted) => isGranted(viewer.permissions, wanted)))
        throw notForThisApp();
      return;
    }
    case 'account':
      if (!atLeast(permissionOf(world, repository, viewer.account), need.person)) throw tooLittle(need.person);
      return;
    case 'app':
    case 'anonymous':
      if (!reads || need.person !== 'read') throw new Refused(401, 'Requires authentication');
  }
}

function isGranted(granted: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = '', level] = wanted.split(':');
  const has = name === 'metadata' ? (granted[name] ?? 'read') : granted[name];
  return has === 'admin' || has === level || (has === 'write' && level === 'read');
}

function tooLittle(needed: Permission): Refused {
  if (needed === 'read') return notFound();
  if (needed === 'admin' || needed === 'maintain') return new Refused(403, 'Must have admin rights to Repository.');
  return new Refused(403, `You do not have ${needed} access to this repository.`);
}

/** The old four words that stand beside a real role (`role_name`) in answers and webhooks. */
export function coarse(permission: Permission): 'admin' | 'write' | 'read' | 'none' {
  if (permission === 'maintain') return 'write';
  return permission === 'triage' ? 'read' : permission;
}

/** The same question, answered instead of thrown. */
export function may(world: World, viewer: Viewer, repository: Repository, need: Need): boolean {
  try {
    demand(world, viewer, repository, need);
    return true;
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
