import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { account, teamMembers } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Team, World } from '../world.ts';

type Schemas = components['schemas'];

export function teamSimple(world: World, team: Team): Schemas['team-simple'] {
  const url = `${world.origin}/api/v3/organizations/${team.organization}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    url,
    html_url: `${world.origin}/orgs/${account(world, team.organization).login}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: team.privacy,
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: team.organization,
  };
}

export function teamShape(world: World, team: Team): Schemas['team'] {
  const parent = team.parent === null ? undefined : world.teams.get(team.parent);
  return { ...teamSimple(world, team), parent: parent === undefined ? null : teamSimple(world, parent) };
}

/** A team on its own: `GET /orgs/{org}/teams/{team_slug}`. */
export function teamFull(world: World, team: Team): Schemas['team-full'] {
  const repositories = [...world.repositories.values()].filter((repository) => repository.teams.has(team.id));
  return {
    ...teamShape(world, team),
    privacy: team.privacy,
    notification_setting: 'notifications_enabled',
    members_count: teamMembers(world, team).size,
    repos_count: repositories.length,
    created_at: iso(team.createdAt),
    updated_at: iso(team.createdAt),
    organization: organizationShape(world, team.organization),
  };
}

function organizationShape(world: World, id: number): Schemas['team-organization'] {
  const { login, createdAt } = account(world, id);
  const url = `${world.origin}/api/v3/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId('Organization', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin}/avatars/u/${id}?`,
    description: null,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${world.origin}/${login}`,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    archived_at: null,
    type: 'Organization',
  };
}
