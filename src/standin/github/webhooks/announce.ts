import { account, installationFor } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import { repositoryShape } from '../shape/repository.ts';
import { simpleUser } from '../shape/user.ts';
import type { Repository, World } from '../world.ts';

/**
 * Tells the App what happened in a repository, if its installation reaches it and it subscribed to the event. The
 * payload is made now: it shows the world as it was when it happened, however late it arrives.
 */
export function announce(
  world: World,
  repository: Repository,
  sender: number,
  event: string,
  action: string | null,
  fields: object,
): void {
  const installation = installationFor(world, repository.id);
  if (installation === undefined || installation.suspended || !installation.events.includes(event)) return;
  const payload = {
    ...(action !== null && { action }),
    ...fields,
    ...about(world, repository, sender),
    installation: { id: installation.id, node_id: Buffer.from(`Installation ${installation.id}`).toString('base64') },
  };
  const of = { installation: installation.id, repository: repository.id };
  world.outbox.add({ event, action, ...of, body: JSON.stringify(payload) });
}

/** What every payload of a repository says of where and who. */
export function about(world: World, repository: Repository, sender: number) {
  const owner = account(world, repository.owner);
  return {
    repository: { ...repositoryShape(world, repository), custom_properties: {} },
    ...(owner.type === 'Organization' && { organization: organizationShape(world, owner.id) }),
    sender: simpleUser(world, sender),
  };
}

/** Tells every installation of an organization: events of teams and of the organization itself. */
export function announceToOrganization(
  world: World,
  organization: number,
  sender: number,
  event: string,
  action: string,
  fields: object,
): void {
  for (const installation of world.installations.values()) {
    if (installation.account !== organization || !installation.events.includes(event)) continue;
    const payload = {
      action,
      ...fields,
      organization: organizationShape(world, organization),
      sender: simpleUser(world, sender),
      installation: { id: installation.id, node_id: Buffer.from(`Installation ${installation.id}`).toString('base64') },
    };
    world.outbox.add({ event, action, installation: installation.id, repository: null, body: JSON.stringify(payload) });
  }
}

function organizationShape(world: World, id: number) {
  const { login } = account(world, id);
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
  };
}
