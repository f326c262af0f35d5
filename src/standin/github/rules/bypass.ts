import { atLeast, may, permissionOf } from '../access.ts';
import { account, teamMembers } from '../find.ts';
import type { BypassActor, Permission, Repository, Ruleset, Viewer, World } from '../world.ts';

const roles: Readonly<Record<number, Permission>> = { 2: 'maintain', 4: 'write', 5: 'admin' };

/** Who may change a ruleset, and is therefore shown who may pass over it. */
export const CHANGES_RULES = { app: ['administration:write'], person: 'admin' } as const;

export function maySeeBypass(world: World, repository: Repository, viewer: Viewer): boolean {
  const told = viewer.kind === 'installation' && world.rulesetAnswers.bypassShownToApps;
  return told || may(world, viewer, repository, CHANGES_RULES);
}

/** Whether the viewer may pass over this ruleset, by a push or only through a pull request. */
export function bypasses(
  world: World,
  repository: Repository,
  ruleset: Ruleset,
  viewer: Viewer,
  by: 'push' | 'pull_request',
): boolean {
  return ruleset.bypass.some(
    (actor) => (actor.bypass_mode !== 'pull_request' || by === 'pull_request') && is(world, repository, actor, viewer),
  );
}

function is(world: World, repository: Repository, actor: BypassActor, viewer: Viewer): boolean {
  if (viewer.kind === 'installation') return actor.actor_type === 'Integration' && actor.actor_id === viewer.app;
  if (viewer.kind !== 'account') return false;
  const id = viewer.account;
  switch (actor.actor_type) {
    case 'User':
      return actor.actor_id === id;
    case 'Team': {
      const team = world.teams.get(actor.actor_id ?? 0);
      return team !== undefined && teamMembers(world, team).has(id);
    }
    case 'OrganizationAdmin': {
      const owner = account(world, repository.owner);
      return owner.type === 'Organization' && owner.members.get(id) === 'admin';
    }
    case 'RepositoryRole': {
      const role = roles[actor.actor_id ?? 0];
      return role !== undefined && atLeast(permissionOf(world, repository, id), role);
    }
    case 'Integration':
    case 'DeployKey':
      return false;
  }
}
