import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:tls';
import type { EvidenceRefusal } from '../../evidence/refusal.ts';
import { notFetched } from './destination.ts';
import type { Wire } from './wire.ts';

/** What to ask for, and the checked addresses to ask. */
export interface Target {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly port: number;
  /** False only for a stand-in on this machine. */
  readonly secure: boolean;
}

/** All of the bytes, or none: `unread` says that nothing is known, `refused` that asking again would tell the same. */
export type Content =
  | { readonly bytes: Uint8Array }
  | { readonly unread: string }
  | { readonly refused: EvidenceRefusal };
export type Answer = Content | { readonly redirect: string };

/** Bytes as they are: a checksum is over what is kept there, and a packed answer has no bound before it is unpacked. */
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'countersign' };

/**
 * One GET request over a connection of its own, to one of the target's addresses. Throws when there is no whole
 * answer; `signal` ends the connection, and with it all that waits for it.
 */
export async function get({ url, ...target }: Target, wire: Wire, mostBytes: number, signal: AbortSignal) {
  const socket = await wire.dial(target.addresses, target.port, signal);
  try {
    // Said in so many words, since an environment variable can turn the check of certificates off.
    const secure = { socket, servername: url.hostname, rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] };
    // With a connection handed in there is no agent, and so neither a proxy from the environment nor a kept connection.
    const asked = request({
      createConnection: () => (target.secure ? connect(secure) : socket),
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...HEADERS },
    });
    // Of what fails after the answer began its reader hears; unheard here too, it would end the process.
    asked.on('error', () => asked.destroy());
    asked.end();
    // Some connections end without a word about it, as that of an answer which changes the protocol.
    const [response] = (await once(asked, 'response', { signal })) as [IncomingMessage];
    return await answerOf(response, url, mostBytes);
  } finally {
    socket.destroy();
  }
}

async function answerOf(response: IncomingMessage, url: URL, mostBytes: number): Promise<Answer> {
  const { statusCode: status = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(status) && headers.location) return { redirect: headers.location };
  if (status === 404 || status === 410) return nothingThere(url, status);
  // Neither yes nor no: down, overloaded, or for somebody with a credential only.
  if (status !== 200) return { unread: `${url.host} answers ${status}` };
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    return notFetched(
      'bytes as they are kept',
      `content encoding ${encoding}`,
      'have the host serve the file unpacked',
    );
  return bytesOf(response, url, mostBytes);
}

async function bytesOf(response: IncomingMessage, url: URL, mostBytes: number): Promise<Answer> {
  const { 'content-length': length, 'transfer-encoding': transfer } = response.headers;
  // Any other answer ends when the connection does, and so looks whole wherever it was cut off (RFC 9112, section 8).
  if (transfer === undefined ? length === undefined : transfer.toLowerCase() !== 'chunked')
    return { unread: `${url.host} does not tell where its answer ends` };
  // What is too large today is so tomorrow: an answer, and waiting would mend nothing.
  const tooLarge = (seen: string) => notFetched(`at most ${mostBytes} bytes`, seen, 'cite something smaller');
  if (Number(length ?? 0) > mostBytes) return tooLarge(`${length} bytes`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return tooLarge('more of them');
    chunks.push(chunk);
  }
  return response.complete ? { bytes: Buffer.concat(chunks) } : { unread: `${url.host} broke off its answer` };
}

function nothingThere(url: URL, status: number): Content {
  const expected = `something at ${url.host}${url.pathname}`;
  const hint = 'put the evidence there, or cite where it is';
  return { refused: { code: 'attestation-missing', expected, seen: `the host answers ${status}`, hint } };
}
