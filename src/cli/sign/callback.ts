import { once } from 'node:events';
import { createServer } from 'node:http';
import { SigningUnavailable } from '../../seal/unavailable.ts';

/** Where the browser comes back to, for as long as one login takes. */
export interface Callback {
  /** RFC 8252 section 7.3: the loopback, at a port of its own. */
  readonly address: string;
  /** The address with which the browser came. Throws `SigningUnavailable` when it does not in this time. */
  came(withinMs: number): Promise<URL>;
  close(): Promise<void>;
}

const PATH = '/auth/callback';
const DONE = 'You are logged in: go on where you called `countersign sign`. You can close this page.\n';
const REFUSED = 'The login was refused. You can close this page.\n';
const OTHER = 'This is not the login that `countersign sign` waits for.\n';

/** Listens until it is closed. Other pages of the browser can come by, too: only who brings the state is heard. */
export async function listenForBrowser(state: string): Promise<Callback> {
  const { promise, resolve } = Promise.withResolvers<URL>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', address);
    const ours = request.method === 'GET' && url.pathname === PATH && url.searchParams.get('state') === state;
    response.writeHead(ours ? 200 : 404, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
    response.end(ours ? (url.searchParams.has('error') ? REFUSED : DONE) : OTHER);
    if (ours) resolve(url);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  // Providers register `localhost` for clients on people's machines; the browser finds 127.0.0.1 by it.
  const address = `http://localhost:${port}${PATH}`;
  return {
    address,
    came: (withinMs) => inTime(promise, withinMs),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function inTime(came: Promise<URL>, withinMs: number): Promise<URL> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const seen = `nobody log in within ${Math.round(withinMs / 60_000)} minutes`;
    timer = setTimeout(() => reject(new SigningUnavailable('identity-token', seen)), withinMs);
  });
  return await Promise.race([came, late]).finally(() => clearTimeout(timer));
}
