import { iso } from '../../clock.ts';
import { teamBySlug } from '../../find.ts';
import type { Organization } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { seeMembers } from './team.ts';

export const ORGANIZATION: Fields<Organization> = {
  id: (organization) => nodeId('Organization', organization.id),
  databaseId: (organization) => organization.id,
  login: (organization) => organization.login,
  name: (organization) => organization.name,
  createdAt: (organization) => iso(organization.createdAt),
  url: (organization, _args, { world }: Asked) => `${world.origin}/${organization.login}`,
  resourcePath: (organization) => `/${organization.login}`,
  team: (organization, { slug }: { slug: string }, { world, viewer }: Asked) => {
    seeMembers(viewer, organization.id, world);
    return teamBySlug(world, organization.id, slug) ?? null;
  },
  teams: (organization, page: Page, { world, viewer }, info) => {
    seeMembers(viewer, organization.id, world);
    return connection(
      [...world.teams.values()].filter((team) => team.organization === organization.id),
      page,
      info,
    );
  },
};
