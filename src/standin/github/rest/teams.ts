import { setTeamMember } from '../acts/organizations.ts';
import { accountByLogin, organizationByLogin, teamBySlug, teamMembers } from '../find.ts';
import { notForThisApp, notFound, Refused } from '../refused.ts';
import { teamFull } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import type { Organization, Team } from '../world.ts';
import { type Call, nothing, ok, type Route } from './call.ts';
import { paged } from './paging.ts';

const AT = '/orgs/{org}/teams/{team}';

export const teams: Route[] = [
  {
    on: 'GET /orgs/{org}/teams',
    handle: (call) => {
      const organization = organizationOf(call, 'read');
      const all = [...call.world.teams.values()].filter((team) => team.organization === organization.id);
      return paged(call, all, (team) => teamFull(call.world, team));
    },
  },
  { on: `GET ${AT}`, handle: (call) => ok(teamFull(call.world, teamOf(call, 'read'))) },
  {
    on: `GET ${AT}/members`,
    handle: (call) => {
      const team = teamOf(call, 'read');
      return paged(call, [...teamMembers(call.world, team)], ([id, role]) => ({
        ...simpleUser(call.world, id),
        role,
        inherited: !team.members.has(id),
      }));
    },
  },
  {
    on: `PUT ${AT}/memberships/{username}`,
    handle: (call) => {
      const team = teamOf(call, 'write');
      const role = call.body.word('role', ['member', 'maintainer']) ?? 'member';
      setTeamMember(call.world, team, call.viewer, memberOf(call), role);
      return ok({ url: `${call.world.origin}/api/v3${call.url}`, role, state: 'active' });
    },
  },
  {
    on: `DELETE ${AT}/memberships/{username}`,
    handle: (call) => {
      setTeamMember(call.world, teamOf(call, 'write'), call.viewer, memberOf(call), 'none');
      return nothing;
    },
  },
];

function memberOf({ world, params }: Call): number {
  const found = accountByLogin(world, params.username ?? '');
  if (found === undefined) throw notFound();
  return found.id;
}

/** A secret team is seen by its members and by owners of the organization; an App sees those of its installation. */
function teamOf(call: Call, level: 'read' | 'write'): Team {
  const { world, viewer, params } = call;
  const organization = organizationOf(call, level);
  const team = teamBySlug(world, organization.id, params.team ?? '');
  if (team === undefined) throw notFound();
  const owner = viewer.kind === 'account' && organization.members.get(viewer.account) === 'admin';
  const member = viewer.kind === 'account' && teamMembers(world, team).has(viewer.account);
  if (viewer.kind === 'account' && team.privacy === 'secret' && !owner && !member) throw notFound();
  if (viewer.kind === 'account' && level === 'write' && !owner && team.members.get(viewer.account) !== 'maintainer')
    throw new Refused(403, 'Must be an organization owner or team maintainer.');
  return team;
}

/** An App needs `members` of an installation in the organization; a person has to be one of its members. */
function organizationOf({ world, viewer, params }: Call, level: 'read' | 'write'): Organization {
  const organization = organizationByLogin(world, params.org ?? '');
  if (organization === undefined) throw notFound();
  switch (viewer.kind) {
    case 'installation': {
      const has = viewer.permissions.members;
      const installed = world.installations.get(viewer.installation)?.account === organization.id;
      if (!installed || has === undefined || (level === 'write' && has !== 'write')) throw notForThisApp();
      return organization;
    }
    case 'account':
      if (!organization.members.has(viewer.account)) throw notFound();
      return organization;
    case 'app':
    case 'anonymous':
      throw new Refused(401, 'Requires authentication');
  }
}
