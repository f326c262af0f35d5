import { iso } from '../../clock.ts';
import { account, teamMembers } from '../../find.ts';
import type { Organization, Team, Viewer, World } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { inaccessible } from '../refusal.ts';

/** Who is in an organization and its teams: an installation needs `members: read` there, a person must be a member. */
export function maySeeMembers(world: World, viewer: Viewer, organization: number): boolean {
  if (viewer.kind === 'installation') {
    const installedOn = world.installations.get(viewer.installation)?.account;
    return installedOn === organization && viewer.permissions.members !== undefined;
  }
  const found = account(world, organization);
  return viewer.kind === 'account' && found.type === 'Organization' && found.members.has(viewer.account);
}

/** Throws FORBIDDEN: the field becomes null and the rest of the answer stays. */
export function seeMembers(viewer: Viewer, organization: number, world: World): void {
  if (!maySeeMembers(world, viewer, organization)) throw inaccessible();
}

const owner = (world: World, team: Team) => account(world, team.organization) as Organization;

export const TEAM: Fields<Team> = {
  id: (team) => nodeId('Team', team.id),
  databaseId: (team) => team.id,
  slug: (team) => team.slug,
  combinedSlug: (team, _args, { world }: Asked) => `${owner(world, team).login}/${team.slug}`,
  name: (team) => team.name,
  privacy: (team) => (team.privacy === 'secret' ? 'SECRET' : 'VISIBLE'),
  createdAt: (team) => iso(team.createdAt),
  organization: (team, _args, { world }: Asked) => owner(world, team),
  parentTeam: (team, _args, { world }: Asked) => (team.parent === null ? null : (world.teams.get(team.parent) ?? null)),
  url: (team, _args, { world }: Asked) => `${world.origin}/orgs/${owner(world, team).login}/teams/${team.slug}`,
  /** ALL includes the members of child teams, IMMEDIATE does not. */
  members: (team, args: Page & { membership: 'ALL' | 'IMMEDIATE' | 'CHILD_TEAM' }, { world }, info) => {
    const all = [...teamMembers(world, team).keys()];
    const wanted = all.filter(
      (id) => args.membership === 'ALL' || team.members.has(id) === (args.membership === 'IMMEDIATE'),
    );
    return connection(
      wanted.flatMap((id) => world.accounts.get(id) ?? []),
      args,
      info,
    );
  },
};
