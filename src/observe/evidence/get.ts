import type { IncomingMessage } from 'node:http';
import type { Unproven } from '../../evidence/unproven.ts';
import { exchange } from '../../internet/exchange.ts';
import type { Target } from '../../internet/target.ts';
import type { Wire } from '../../internet/wire.ts';
import { notFetched } from './destination.ts';

/** All of the bytes, or none: `unread` says that nothing is known, `refused` that asking again would tell the same. */
export type Content = { readonly bytes: Uint8Array } | { readonly unread: string } | { readonly refused: Unproven };
export type Answer = Content | { readonly redirect: string };

/** Bytes as they are: a checksum is over what is kept there, and a packed answer has no bound before it is unpacked. */
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity' };

/** One GET request. Throws when there is no whole answer. */
export function get(target: Target, wire: Wire, mostBytes: number, signal: AbortSignal): Promise<Answer> {
  const asking = { method: 'GET', headers: HEADERS } as const;
  return exchange(target, wire, asking, signal, (response) => answerOf(response, target.url, mostBytes));
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
