import { accountByLogin } from '../find.ts';
import { notForThisApp, notFound, Refused } from '../refused.ts';
import { userProfile } from '../shape/profile.ts';
import { ok, type Route } from './call.ts';

export const users: Route[] = [
  {
    on: 'GET /user',
    handle: ({ world, viewer }) => {
      if (viewer.kind === 'anonymous') throw new Refused(401, 'Requires authentication');
      if (viewer.kind !== 'account') throw notForThisApp();
      return ok(userProfile(world, viewer.account));
    },
  },
  {
    on: 'GET /users/{username}',
    handle: ({ world, params }) => {
      const found = accountByLogin(world, params.username ?? '');
      if (found === undefined) throw notFound();
      return ok(userProfile(world, found.id));
    },
  },
];
