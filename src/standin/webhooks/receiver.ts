import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../github/clock.ts';

/** A webhook as it came, and what a careful receiver makes of it. */
export interface ReceivedWebhook {
  readonly host: string;
  readonly path: string;
  readonly id: string;
  /** Whether a signature of it verifies, by the key that the receiver knows, and it is of these minutes. */
  readonly signed: boolean;
  readonly body: unknown;
  /** Whether it was answered 2xx, or done without the sender hearing of it. */
  readonly taken: boolean;
}

/** What becomes of a request: `down` is answered 503, `lose` is taken and answered 502, `cut` ends without a word. */
export type Verdict = 'proceed' | 'refuse' | 'lose' | 'cut';

/** A system that receives Standard Webhooks, as others write one: it shares no code with the sender. */
export interface Receiver {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** What it answers from now on; `nothing` breaks the connection. */
  answers: number | 'nothing';
  /** Seconds that it asks to wait, when it answers no. */
  retryAfter: number | null;
  readonly received: readonly ReceivedWebhook[];
  /** Requests that it has not answered yet. */
  readonly busy: boolean;
  close(): Promise<void>;
}

/** By what a receiver believes: the `whpk_` of the sender, and the `whsec_` that both share. */
export interface Trust {
  readonly publicKey: string;
  readonly secret: string;
}

export interface ReceiverOptions {
  readonly clock: Clock;
  readonly trust: Trust;
  readonly onRequest?: (phase: 'before' | 'after') => Promise<Verdict>;
}

const TOLERANCE_SECONDS = 300;

/** Starts on a free port of the loopback. */
export async function startReceiver({ clock, trust, onRequest }: ReceiverOptions): Promise<Receiver> {
  const received: ReceivedWebhook[] = [];
  const meet = onRequest ?? (async () => 'proceed' as const);
  let open = 0;
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { host = '', 'webhook-id': id = '' } = request.headers;
    const before = await meet('before');
    const answer = before === 'refuse' ? 503 : receiver.answers;
    const taken = before !== 'cut' && typeof answer === 'number' && answer >= 200 && answer < 300;
    const signed = verifies(request, body, trust, clock.now());
    received.push({ host, path: request.url ?? '', id: String(id), signed, body: parsed(body), taken });
    const after = taken ? await meet('after') : 'proceed';
    if (before === 'cut' || after === 'cut' || answer === 'nothing') return response.destroy();
    const wait = receiver.retryAfter === null || taken ? {} : { 'retry-after': String(receiver.retryAfter) };
    return response.writeHead(after === 'lose' ? 502 : answer, wait).end();
  };
  const server = createServer((request, response) => {
    open++;
    serve(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        open--;
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: 204,
    retryAfter: null,
    received,
    get busy() {
      return open > 0;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return receiver;
}

/** Standard Webhooks 1.0.0, "Verifying signatures": any signature of the list will do. */
function verifies({ headers }: IncomingMessage, body: Buffer, trust: Trust, now: number): boolean {
  const timestamp = Number(headers['webhook-timestamp']);
  if (!(Math.abs(now / 1000 - timestamp) <= TOLERANCE_SECONDS)) return false;
  const signed = Buffer.concat([Buffer.from(`${headers['webhook-id']}.${timestamp}.`), body]);
  return String(headers['webhook-signature'])
    .split(' ')
    .some((one) => {
      const [version, signature = ''] = one.split(',');
      const bytes = Buffer.from(signature, 'base64');
      if (version === 'v1a') return verify(null, signed, keyOf(trust.publicKey), bytes);
      if (version !== 'v1') return false;
      const secret = Buffer.from(trust.secret.replace('whsec_', ''), 'base64');
      const wanted = createHmac('sha256', secret).update(signed).digest();
      return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
    });
}

function keyOf(publicKey: string) {
  const x = Buffer.from(publicKey.replace('whpk_', ''), 'base64').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
