import type { BypassActor, Ruleset } from '../../world.ts';
import { type Asked, type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';

export interface BypassIn {
  readonly ruleset: Ruleset;
  readonly actor: BypassActor;
  readonly index: number;
}
const ROLES: Readonly<Record<number, string>> = { 2: 'maintain', 4: 'write', 5: 'admin' };

/** `actor` is an App or a Team; roles, deploy keys and organization owners have fields of their own. */
export const REPOSITORY_RULESET_BYPASS_ACTOR: Fields<BypassIn> = {
  id: ({ ruleset, index }) => nodeId('RepositoryRulesetBypassActor', ruleset.id, index),
  bypassMode: ({ actor }) => actor.bypass_mode.toUpperCase(),
  deployKey: ({ actor }) => actor.actor_type === 'DeployKey',
  organizationAdmin: ({ actor }) => actor.actor_type === 'OrganizationAdmin',
  enterpriseOwner: () => false,
  repositoryRoleDatabaseId: ({ actor }) => (actor.actor_type === 'RepositoryRole' ? actor.actor_id : null),
  repositoryRoleName: ({ actor }) => (actor.actor_type === 'RepositoryRole' ? ROLES[actor.actor_id ?? 0] : null),
  actor: ({ actor }, _args, { world }: Asked) => {
    if (actor.actor_type === 'Integration' && actor.actor_id === world.app.id) return new Typed('App', world.app);
    const team = actor.actor_type === 'Team' ? world.teams.get(actor.actor_id ?? 0) : undefined;
    return team === undefined ? null : new Typed('Team', team);
  },
};
