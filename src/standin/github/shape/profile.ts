import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { account } from '../find.ts';
import type { World } from '../world.ts';
import { simpleUser } from './user.ts';

/** An account on its own. */
export function userProfile(world: World, id: number): components['schemas']['public-user'] {
  const { name, emails, createdAt } = account(world, id);
  return {
    ...simpleUser(world, id),
    name,
    company: null,
    blog: null,
    location: null,
    email: emails[0] ?? null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
  };
}
