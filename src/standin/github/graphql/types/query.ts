import { canSee } from '../../access.ts';
import { actorOf } from '../../actor.ts';
import { organizationByLogin, repositoryByName } from '../../find.ts';
import type { Asked, Fields } from '../field.ts';
import { readNode } from '../node.ts';
import { notFound, notModelled } from '../refusal.ts';

export const QUERY: Fields<undefined> = {
  /** What the viewer may not see does not exist for them. */
  repository: (_root, { owner, name }: { owner: string; name: string }, { world, viewer }: Asked) => {
    const former = world.formerNames.get(`${owner}/${name}`.toLowerCase());
    const found = repositoryByName(world, owner, name) ?? world.repositories.get(former ?? 0);
    if (found === undefined || !canSee(world, viewer, found)) {
      throw notFound(`a Repository with the name '${owner}/${name}'`);
    }
    return found;
  },
  organization: (_root, { login }: { login: string }, { world }: Asked) => {
    const found = organizationByLogin(world, login);
    if (found === undefined) throw notFound(`an Organization with the login of '${login}'`);
    return found;
  },
  node: (_root, { id }: { id: string }, asked: Asked) => readNode(id, asked),
  /** For an installation this is the App's bot, with the `[bot]` of its login. */
  viewer: (_root, _args, { world, viewer }: Asked) => actorOf(world, viewer),
  rateLimit: (_root, { dryRun }: { dryRun: boolean }, asked: Asked) => {
    if (dryRun) throw notModelled('`rateLimit(dryRun: true)`');
    return asked;
  },
};
