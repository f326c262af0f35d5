import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { app as find } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { App, AppPermissions, Installation, World } from '../world.ts';
import { simpleUser } from './user.ts';

type Schemas = components['schemas'];

/** The App as it stands beside what it made (`performed_via_github_app`) and in `GET /app`. */
export function integration(world: World, app: App = world.app): NonNullable<Schemas['integration']> {
  return {
    id: app.id,
    slug: app.slug,
    client_id: `Iv1.${app.id.toString(16).padStart(16, '0')}`,
    node_id: nodeId('App', app.id),
    owner: simpleUser(world, app.owner),
    name: app.name,
    description: '',
    external_url: `${world.origin}/apps/${app.slug}`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: { metadata: 'read', ...app.permissions },
    events: [...app.events],
  };
}

/** The App that an act was made through, if it was. */
export function viaApp(world: World, app: number | null): NonNullable<Schemas['integration']> | null {
  return app === null ? null : integration(world, find(world, app));
}

export function installationShape(world: World, installation: Installation): Schemas['installation'] {
  const url = `${world.origin}/api/v3/app/installations/${installation.id}`;
  const owner = simpleUser(world, installation.account);
  return {
    id: installation.id,
    client_id: integration(world).client_id ?? '',
    account: owner,
    repository_selection: 'selected',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${world.origin}/api/v3/installation/repositories`,
    html_url: `${world.origin}/settings/installations/${installation.id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    target_id: installation.account,
    target_type: owner.type,
    permissions: granted(installation.permissions),
    events: [...installation.events],
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspended ? owner : null,
    suspended_at: installation.suspended ? iso(installation.createdAt) : null,
  };
}

export function granted(permissions: AppPermissions): Schemas['app-permissions'] {
  return { metadata: 'read', ...permissions };
}
