import { createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { Refused } from '../refused.ts';
import type { AppPermissions, Installation, InstallationViewer, Viewer, World } from '../world.ts';

const TEN_MINUTES = 10 * 60;
const HOUR_MS = 60 * 60 * 1000;
const keys = new WeakMap<object, KeyObject>();

/** Who an `Authorization` header speaks for. Throws 401 for credentials that are none of ours, or no longer. */
export function authenticate(world: World, header: string | undefined): Viewer {
  if (header === undefined) return { kind: 'anonymous' };
  const [scheme = '', value = ''] = header.split(' ', 2);
  const token = scheme.toLowerCase() === 'basic' ? basicPassword(value) : value;
  if (token.split('.').length === 3 && !token.startsWith('gh')) return appOf(world, token);
  const known = world.tokens.get(token);
  if (known === undefined || (known.expires !== null && known.expires <= Date.now())) throw badCredentials();
  return today(world, known.viewer);
}

/** A token ends with its installation, and reaches no repository that the installation has lost since. */
function today(world: World, viewer: Viewer): Viewer {
  if (viewer.kind !== 'installation' || viewer.app !== world.app.id) return viewer;
  const installation = world.installations.get(viewer.installation);
  if (installation === undefined) throw badCredentials();
  if (installation.suspended) throw new Refused(403, 'This installation has been suspended');
  return {
    ...viewer,
    repositories: new Set([...viewer.repositories].filter((id) => installation.repositories.has(id))),
  };
}

/** git sends the token as the password, with any name; some clients send it as the name. */
function basicPassword(value: string): string {
  const [name = '', ...password] = Buffer.from(value, 'base64').toString().split(':');
  return password.join(':') || name;
}

function badCredentials(): Refused {
  return new Refused(401, 'Bad credentials');
}

/** A JWT of the App: RS256 by its key, issued by it, at most ten minutes long. Wall clock. */
function appOf(world: World, jwt: string): Viewer {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const claims = decode(payload);
  const signed = Buffer.from(`${header}.${payload}`);
  const genuine =
    decode(header).alg === 'RS256' && verify('sha256', signed, publicKey(world), Buffer.from(signature, 'base64url'));
  if (!genuine) throw new Refused(401, 'A JSON web token could not be decoded');
  const now = Date.now() / 1000;
  if (String(claims.iss) !== String(world.app.id)) throw new Refused(401, 'Integration not found');
  if (typeof claims.exp !== 'number' || claims.exp <= now)
    throw new Refused(401, "'Expiration time' claim ('exp') must be a numeric value representing the future time");
  if (claims.exp > now + TEN_MINUTES + 5)
    throw new Refused(401, "'Expiration time' claim ('exp') is too far in the future");
  if (typeof claims.iat !== 'number' || claims.iat > now + 60)
    throw new Refused(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  return { kind: 'app', account: world.app.account };
}

function decode(part: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    throw new Refused(401, 'A JSON web token could not be decoded');
  }
}

function publicKey(world: World): KeyObject {
  const known = keys.get(world.app);
  if (known !== undefined) return known;
  const key = createPublicKey(world.app.publicKey);
  keys.set(world.app, key);
  return key;
}

/** A token for an hour (wall clock), for no more than the installation itself has. `ghs_`, and longer than 40. */
export function issueInstallationToken(
  world: World,
  installation: Installation,
  repositories: ReadonlySet<number>,
  permissions: AppPermissions,
): { token: string; expires: number } {
  const token = `ghs_${world.app.id}_${randomBytes(96).toString('base64url')}`;
  const expires = Date.now() + HOUR_MS;
  const viewer = {
    kind: 'installation' as const,
    app: world.app.id,
    account: world.app.account,
    installation: installation.id,
    repositories,
    permissions,
  };
  world.tokens.set(token, { viewer, expires });
  return { token, expires };
}

/** The token of one job: it acts as its App's account, and ends when it is revoked. */
export function issueJobToken(world: World, viewer: InstallationViewer): string {
  const token = `ghs_${viewer.app}_${randomBytes(96).toString('base64url')}`;
  world.tokens.set(token, { viewer, expires: null });
  return token;
}

export function revokeToken(world: World, token: string): void {
  world.tokens.delete(token);
}

/** A token of a person, a machine user or another App's bot, that does not expire. */
export function issueToken(world: World, account: number): string {
  const token = `ghp_${String(world.next('token')).padStart(36, '0')}`;
  world.tokens.set(token, { viewer: { kind: 'account', account }, expires: null });
  return token;
}
