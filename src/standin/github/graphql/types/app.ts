import { iso } from '../../clock.ts';
import type { App } from '../../world.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';

export const APP: Fields<App> = {
  id: (app) => nodeId('App', app.id),
  databaseId: (app) => app.id,
  slug: (app) => app.slug,
  name: (app) => app.name,
  createdAt: (app) => iso(app.createdAt),
  url: (app, _args, { world }: Asked) => `${world.origin}/apps/${app.slug}`,
};
