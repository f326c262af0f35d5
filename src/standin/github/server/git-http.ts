import { gunzipSync } from 'node:zlib';
import { atLeast, canSee, permissionOf } from '../access.ts';
import { repositoryByName } from '../find.ts';
import { FLUSH, pkt } from '../git/pkt-line.ts';
import { git } from '../git/process.ts';
import type { Repository, Viewer, World } from '../world.ts';
import { advertiseReceive, receivePack } from './receive-pack.ts';

export interface GitRequest {
  readonly method: string;
  /** `/{owner}/{repo}.git/...` */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}
export interface GitAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
type Service = 'git-upload-pack' | 'git-receive-pack';

/** git's smart HTTP protocol. Fetching is `git upload-pack`; pushing is judged here before any ref moves. */
export async function serveGit(world: World, viewer: Viewer, request: GitRequest): Promise<GitAnswer> {
  const [, owner = '', name = '', rest = ''] = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(.+)$/.exec(request.path) ?? [];
  const repository = repositoryByName(world, owner, name);
  const asked = rest === 'info/refs' ? request.query.get('service') : rest;
  const service = asked === 'git-upload-pack' || asked === 'git-receive-pack' ? asked : undefined;
  const refusal = refuse(world, viewer, repository, service);
  if (repository === undefined || service === undefined || refusal !== undefined)
    return refusal ?? text(404, 'Not Found');
  if (rest === 'info/refs') return result(service, 'advertisement', await advertise(repository, service, request));
  const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(request.body) : request.body;
  if (service === 'git-receive-pack')
    return result(service, 'result', await receivePack(world, repository, viewer, body));
  const args = ['upload-pack', '--stateless-rpc', '.'];
  return result(service, 'result', await git(repository.git.dir, args, body, protocolOf(request)));
}

/** Private repositories ask for a login first and do not exist for who has no access; pushing needs write. */
function refuse(
  world: World,
  viewer: Viewer,
  repository: Repository | undefined,
  service: Service | undefined,
): GitAnswer | undefined {
  const hidden = repository === undefined || !canSee(world, viewer, repository);
  if (viewer.kind === 'anonymous' && (hidden || service === 'git-receive-pack'))
    return text(401, 'Authentication required', { 'www-authenticate': 'Basic realm="GitHub"' });
  if (hidden || service === undefined) return text(404, 'Repository not found.');
  if (service === 'git-receive-pack' && !mayPush(world, viewer, repository))
    return text(403, 'Permission to push was denied.');
  if (viewer.kind === 'installation' && viewer.repositories.has(repository.id) && !viewer.permissions.contents)
    return text(403, 'Permission to read was denied.');
  return undefined;
}

function mayPush(world: World, viewer: Viewer, repository: Repository): boolean {
  if (viewer.kind === 'installation')
    return viewer.repositories.has(repository.id) && viewer.permissions.contents === 'write';
  return viewer.kind === 'account' && atLeast(permissionOf(world, repository, viewer.account), 'write');
}

async function advertise(repository: Repository, service: Service, request: GitRequest): Promise<Buffer> {
  const banner = [pkt(`# service=${service}\n`), FLUSH];
  if (service === 'git-receive-pack') return Buffer.concat([...banner, advertiseReceive(repository)]);
  const protocol = protocolOf(request);
  const args = ['upload-pack', '--stateless-rpc', '--advertise-refs', '.'];
  const ask = () => git(repository.git.dir, args, Buffer.alloc(0), protocol);
  if (!/(^|:)version=2(:|$)/.test(protocol)) return Buffer.concat([...banner, await ask()]);
  capabilities ??= ask();
  return capabilities;
}

/** What git can do by version 2 of its protocol, which says nothing of the repository: asked once. */
let capabilities: Promise<Buffer> | undefined;

function protocolOf(request: GitRequest): string {
  const given = request.headers['git-protocol'];
  return typeof given === 'string' && /^[\w=:]*$/.test(given) ? given : '';
}

function result(service: Service, kind: 'advertisement' | 'result', body: Buffer): GitAnswer {
  const headers = { 'content-type': `application/x-${service}-${kind}`, 'cache-control': 'no-cache' };
  return { status: 200, headers, body };
}

function text(status: number, message: string, headers: Record<string, string> = {}): GitAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: Buffer.from(message) };
}
