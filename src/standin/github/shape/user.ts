import type { components } from '@octokit/openapi-types';
import { account } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Account, World } from '../world.ts';

export type SimpleUser = components['schemas']['simple-user'];

/** An account as it stands inside other answers. */
export function simpleUser(world: World, id: number): SimpleUser {
  return userShape(world, account(world, id));
}

/** Who stands in the place of an account that is gone, where GitHub does not give `null`. */
export function ghost(world: World): SimpleUser {
  return userShape(world, { id: 10137, login: 'ghost', type: 'User' });
}

function userShape(world: World, { id, login, type }: Pick<Account, 'id' | 'login' | 'type'>): SimpleUser {
  const url = `${world.origin}/api/v3/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${world.origin}/avatars/u/${id}?`,
    gravatar_id: '',
    url,
    html_url: htmlUrl(world, login),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** `null` for an account that is gone. */
export function maybeUser(world: World, id: number | null): SimpleUser | null {
  return id === null || !world.accounts.has(id) ? null : simpleUser(world, id);
}

function htmlUrl(world: World, login: string): string {
  return login.endsWith('[bot]') ? `${world.origin}/apps/${login.slice(0, -5)}` : `${world.origin}/${login}`;
}
