import { installationFor, repository } from '../find.ts';
import { notFound, Refused } from '../refused.ts';
import { issueInstallationToken } from '../server/tokens.ts';
import { granted, installationShape, integration } from '../shape/app.ts';
import { repositoryShape } from '../shape/repository.ts';
import type { AppPermissions, Installation, World } from '../world.ts';
import { type Answer, type Call, created, numberOf, ok, type Route } from './call.ts';
import { paged, pageOf } from './paging.ts';

/** What only the App itself may ask, by its JWT, and the tokens that it gets for it. */
export const apps: Route[] = [
  {
    on: 'GET /app',
    handle: (call) => ok({ ...integration(asApp(call)), installations_count: call.world.installations.size }),
  },
  {
    on: 'GET /app/installations',
    handle: (call) => paged(call, installations(call), (one) => installationShape(call.world, one)),
  },
  {
    on: 'GET /app/installations/{id}',
    handle: (call) => ok(installationShape(call.world, installation(call))),
  },
  { on: 'POST /app/installations/{id}/access_tokens', handle: accessToken },
  {
    on: 'GET /repos/{owner}/{repo}/installation',
    handle: (call) => {
      const world = asApp(call);
      const name = `${call.params.owner}/${call.params.repo}`.toLowerCase();
      const found = world.repositories
        .values()
        .find((one) => repositoryShape(world, one).full_name.toLowerCase() === name);
      const installed = found && installationFor(world, found.id);
      if (installed === undefined) throw notFound();
      return ok(installationShape(world, installed));
    },
  },
  {
    on: 'GET /installation/repositories',
    handle: (call) => {
      const { world, viewer } = call;
      if (viewer.kind !== 'installation')
        throw new Refused(
          403,
          'You must authenticate with an installation access token in order to list repositories for an installation.',
        );
      const reached = [...viewer.repositories].map((id) => repository(world, id));
      const { shown, headers } = pageOf(call, reached);
      const repositories = shown.map((one) => repositoryShape(world, one));
      return {
        status: 200,
        headers,
        body: { total_count: reached.length, repository_selection: 'selected', repositories },
      };
    },
  },
];

/** The world, for a JWT of the App only. */
export function asApp({ world, viewer }: Call): World {
  if (viewer.kind !== 'app') throw new Refused(401, 'A JSON web token could not be decoded');
  return world;
}

function installations(call: Call): Installation[] {
  return [...asApp(call).installations.values()];
}

function installation(call: Call): Installation {
  const found = asApp(call).installations.get(numberOf(call, 'id'));
  if (found === undefined) throw notFound();
  return found;
}

/** Narrowed to some of the repositories (by id or name) and permissions of the installation; never widened. */
function accessToken(call: Call): Answer {
  const { world, body } = call;
  const of = installation(call);
  if (of.suspended) throw new Refused(403, 'This installation has been suspended');
  const reached = [...of.repositories].map((id) => repository(world, id));
  const ids = body.has('repository_ids') ? numbers(body.texts('repository_ids') ?? []) : undefined;
  const names = body.texts('repositories');
  const narrowed = reached.filter((one) => (ids?.includes(one.id) ?? true) && (names?.includes(one.name) ?? true));
  if (narrowed.length < (ids?.length ?? 0) || narrowed.length < (names?.length ?? 0))
    throw new Refused(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  const permissions = narrowedPermissions(of, call);
  const { token, expires } = issueInstallationToken(world, of, new Set(narrowed.map(({ id }) => id)), permissions);
  return created({
    token,
    expires_at: new Date(expires).toISOString().replace(/\.\d+Z$/, 'Z'),
    permissions: granted(permissions),
    repository_selection: 'selected',
    ...(narrowed.length < reached.length && { repositories: narrowed.map((one) => repositoryShape(world, one)) }),
  });
}

function narrowedPermissions(of: Installation, { body }: Call): AppPermissions {
  const wanted = body.object('permissions');
  if (wanted === undefined) return of.permissions;
  const narrowed: Record<string, 'read' | 'write' | 'admin'> = {};
  for (const name of wanted.names()) {
    const level = wanted.word(name, ['read', 'write', 'admin']);
    const has = name === 'metadata' ? (of.permissions[name] ?? 'read') : of.permissions[name];
    if (level === undefined || has === undefined || (has === 'read' && level !== 'read'))
      throw new Refused(422, 'The permissions requested are not granted to this installation.');
    narrowed[name] = level;
  }
  return narrowed;
}

function numbers(texts: readonly string[]): number[] {
  return texts.map(Number);
}
