import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { connect } from 'node:tls';
import type { Target } from './target.ts';
import type { Wire } from './wire.ts';

/** What is asked of a target, beside its address. */
export interface Asking {
  readonly method: 'GET' | 'POST';
  readonly headers: OutgoingHttpHeaders;
  readonly body?: Uint8Array;
}

/**
 * One request over a connection of its own, to one of the target's addresses, and what `read` makes of the answer.
 * No proxy, no cookie, no redirect. Throws when there is no answer; `signal` ends the connection, and with it all that
 * waits for it.
 */
export async function exchange<T>(
  { url, ...target }: Target,
  wire: Wire,
  { method, headers, body }: Asking,
  signal: AbortSignal,
  read: (response: IncomingMessage) => Promise<T> | T,
): Promise<T> {
  const socket = await wire.dial(target.addresses, target.port, signal);
  try {
    // Said in so many words, since an environment variable can turn the check of certificates off.
    const secure = { socket, servername: url.hostname, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
    // With a connection handed in there is no agent, and so neither a proxy from the environment nor a kept connection.
    const asked = request({
      createConnection: () => (target.secure ? connect(secure) : socket),
      method,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, 'user-agent': 'countersign', ...headers },
    });
    // Of what fails after the answer began its reader hears; unheard here too, it would end the process.
    asked.on('error', () => asked.destroy());
    asked.end(body);
    // Some connections end without a word about it, as that of an answer which changes the protocol.
    const [response] = (await once(asked, 'response', { signal })) as [IncomingMessage];
    return await read(response);
  } finally {
    socket.destroy();
  }
}

/** Whatever the network, the system or TLS reports has a code, which this tells; what has none is a fault of our own. */
export function outage(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return `no answer: ${error.code}`;
  throw error;
}
