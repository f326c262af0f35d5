import { account, noreply } from './find.ts';
import type { Signature } from './git/object.ts';
import { Refused } from './refused.ts';
import type { Account, Viewer, World } from './world.ts';

/** The account that a change is credited to. Throws 401 when nobody is logged in. */
export function actorOf(world: World, viewer: Viewer): Account {
  if (viewer.kind === 'anonymous') throw new Refused(401, 'Requires authentication');
  return account(world, viewer.account);
}

/** The App that an installation acts through: shown on issues and comments, and nowhere on reviews. */
export function appOf(viewer: Viewer): number | null {
  return viewer.kind === 'installation' ? viewer.app : null;
}

/** How an account signs the commits that GitHub makes for it. */
export function signatureOf(world: World, of: Account): Signature {
  return { name: of.name ?? of.login, email: of.emails[0] ?? noreply(of), at: world.clock.now() };
}

/** GitHub itself, as committer of what it makes: merges and `createCommitOnBranch`. */
export function github(world: World): Signature {
  return { name: 'GitHub', email: 'noreply@github.com', at: world.clock.now() };
}
