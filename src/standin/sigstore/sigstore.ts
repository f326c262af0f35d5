import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Hearing, OnWrite, Seen, Service } from './fault.ts';
import { signingCertificate } from './fulcio.ts';
import { type Instance, newInstance } from './instance.ts';
import { Provider, type ProviderAnswer } from './provider.ts';
import { Refusal } from './refusal.ts';
import { Rekor } from './rekor.ts';
import { type Identity, issueToken, keySet } from './token.ts';
import { type Log, signingConfigOf, trustedRootOf } from './trust.ts';
import { timestamp } from './tsa.ts';

export interface SigstoreOptions {
  /** Rules certificates, timestamps and log entries, in milliseconds since 1970; not the expiry of identity tokens. */
  readonly clock: { now(): number };
  /** Keys made before; new ones unless given. */
  readonly instance?: Instance;
  /** `v2` unless given. `none`: no public log, so that time comes from timestamps alone. */
  readonly log?: Log;
  readonly onWrite?: OnWrite;
}

/** A running Sigstore: real cryptography, a certificate for whom a token of its own names, one address for all. */
export interface Sigstore {
  readonly url: string;
  /** What verifiers pin. The same for the same keys and log, whatever the port. */
  readonly trustedRoot: ReturnType<typeof trustedRootOf>;
  readonly signingConfig: ReturnType<typeof signingConfigOf>;
  /** Break a service by setting it, mend it by deleting it. */
  readonly faults: Map<Service, Fault>;
  readonly requests: readonly Seen[];
  issueToken(identity: Identity): string;
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;
const LOGIN_PATHS = ['/.well-known/openid-configuration', '/authorize', '/token'];

/** Starts on a free port of the loopback. */
export async function startSigstore(options: SigstoreOptions): Promise<Sigstore> {
  const { clock, instance = newInstance(), log = 'v2', onWrite = () => 'proceed' } = options;
  const rekor = new Rekor(instance.rekor);
  const faults = new Map<Service, Fault>();
  const requests: Seen[] = [];

  // Each answer is made in one go, so that one instant and one state of the log rule all of it.
  const routes: Record<string, { service: Service; perform: (body: unknown) => object | Buffer }> = {
    '/api/v2/signingCert': {
      service: 'fulcio',
      perform: (body) =>
        signingCertificate(instance, log !== 'none', body, { now: clock.now(), wallClock: Date.now() }),
    },
    '/api/v1/log/entries': { service: 'rekor', perform: (body) => rekor.createEntry(body, clock.now()) },
    '/api/v2/log/entries': { service: 'rekor', perform: (body) => rekor.createEntryV2(body) },
    '/api/v1/timestamp': { service: 'tsa', perform: (body) => timestamp(instance.tsa, body, clock.now()) },
  };

  /** People log in by browser and client: none of it is a request to the signing services. */
  async function loggingIn(request: IncomingMessage): Promise<ProviderAnswer | Refusal | null> {
    const asked = new URL(request.url ?? '/', url);
    if (!LOGIN_PATHS.includes(asked.pathname)) return null;
    const body = new URLSearchParams((await readBody(request)).toString());
    try {
      return provider.answer(request.method ?? '', asked, body);
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/keys') return send(response, 200, keySet(instance.oidc));
    const logged = await loggingIn(request);
    if (logged !== null) return sendLogin(response, logged);
    const route = request.method === 'POST' ? routes[request.url ?? ''] : undefined;
    if (route === undefined) return send(response, 404, { message: 'no such service' });
    const { service } = route;
    const seen: Seen = { service, index: requests.length };
    requests.push(seen);
    const body = await readJson(request);
    const fault = faults.get(service);
    if (fault === 'hang') return;
    const before = fault === 'down' ? 'refuse' : await onWrite(service, seen.index, 'before');
    if (before !== 'proceed') return fail(response, before, seen);
    const [status, result] = attempt(() => route.perform(body));
    const after = fault === 'lose' ? 'lose' : await onWrite(service, seen.index, 'after');
    if (after !== 'proceed') return fail(response, after, seen);
    seen.status = status;
    send(response, status, result);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const provider = new Provider(url, instance.oidc);

  return {
    url,
    trustedRoot: trustedRootOf(instance, log),
    signingConfig: signingConfigOf(url, log),
    faults,
    requests,
    issueToken: (identity) => issueToken(instance.oidc, identity, Date.now()),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** As Sigstore's services do: 201 and the thing made, or the refusal's own status and sentence. */
function attempt(perform: () => object | Buffer): [status: number, body: object | Buffer] {
  try {
    return [201, perform()];
  } catch (error) {
    if (error instanceof Refusal) return [error.status, { code: error.status, message: error.message }];
    throw error;
  }
}

function fail(response: ServerResponse, hearing: Exclude<Hearing, 'proceed'>, seen: Seen): void {
  if (hearing === 'cut') {
    response.destroy();
    return;
  }
  seen.status = hearing === 'refuse' ? 503 : 504;
  send(response, seen.status, { message: 'the service is not available' });
}

function send(response: ServerResponse, status: number, body: object | Buffer): void {
  const raw = Buffer.isBuffer(body);
  response.writeHead(status, { 'content-type': raw ? 'application/timestamp-reply' : 'application/json' });
  response.end(raw ? body : JSON.stringify(body));
}

/** A refused login is said as OAuth clients read it (RFC 6749 section 5.2). */
function sendLogin(response: ServerResponse, answer: ProviderAnswer | Refusal): void {
  if (answer instanceof Refusal) send(response, answer.status, { error: answer.message });
  else if ('json' in answer) send(response, answer.status, answer.json);
  else {
    const location = 'location' in answer ? { location: answer.location } : {};
    response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8', ...location });
    response.end('page' in answer ? answer.page : '');
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request)).toString());
  } catch (error) {
    if (error instanceof RangeError) throw error;
    // What is missing is said where it is looked for.
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new RangeError('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the server has no port');
}
