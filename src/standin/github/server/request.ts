import type { IncomingMessage } from 'node:http';
import { isMutation, operationName } from '../graphql/document.ts';
import { BLOBS } from '../presigned.ts';
import { Refused } from '../refused.ts';
import { graphqlBody } from './api.ts';
import type { LoggedRequest } from './log.ts';

/** A request taken apart, before anybody looks at who asks. */
export interface Request {
  readonly door: 'rest' | 'graphql' | 'git' | 'page' | 'blob';
  readonly method: string;
  /** Without `/api/v3`; `/graphql` for GraphQL. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  readonly json: unknown;
  readonly operation?: string;
  readonly kind: LoggedRequest['kind'];
}

const LARGEST = 100 * 1024 * 1024;

/** Reads the whole request. Throws 400 for JSON that is none, 413 for a body that nobody would send. */
export async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const url = new URL(incoming.url ?? '/', 'http://github');
  const method = incoming.method ?? 'GET';
  const body = await readBody(incoming);
  const door = doorOf(url.pathname);
  const shared = { method, query: url.searchParams, headers: incoming.headers, body };
  if (door === 'graphql') {
    const json = parse(body);
    const { query, operationName: wanted } = graphqlBody(json);
    const operation = operationName(query, wanted ?? undefined);
    const kind = isMutation(query, wanted ?? undefined) ? 'write' : 'read';
    return { ...shared, door, path: '/graphql', json, kind, ...(operation !== undefined && { operation }) };
  }
  if (door === 'rest') {
    const path = url.pathname.slice('/api/v3'.length) || '/';
    return { ...shared, door, path, json: parse(body), kind: kindOf(method, path) };
  }
  if (door === 'blob') {
    return { ...shared, door, path: url.pathname, json: undefined, kind: kindOf(method, url.pathname) };
  }
  const kind = url.pathname.endsWith('/git-receive-pack') ? 'write' : 'read';
  return { ...shared, door, path: url.pathname, json: undefined, kind };
}

/** Which part of GitHub a path belongs to; what is nothing else is a page. */
export function doorOf(path: string): Request['door'] {
  if (path === '/api/graphql') return 'graphql';
  if (path === '/api/v3' || path.startsWith('/api/v3/')) return 'rest';
  if (path.startsWith(BLOBS)) return 'blob';
  return /\/(info\/refs|git-upload-pack|git-receive-pack)$/.test(path) ? 'git' : 'page';
}

/** Asking for a token changes nothing that a test of lost writes could lose. */
function kindOf(method: string, path: string): LoggedRequest['kind'] {
  if (/^\/app\/installations\/\d+\/access_tokens$/.test(path)) return 'token';
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(400, 'Problems parsing JSON');
  }
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > LARGEST) throw new Refused(413, 'Payload too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
