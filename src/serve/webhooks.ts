import type { IncomingMessage, ServerResponse } from 'node:http';

/** GitHub sends at most 25 MB (docs.github.com, "Webhook events and payloads"); what is longer is not from there. */
const MOST_BYTES = 25 * 1024 * 1024;

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
}

/**
 * Takes one webhook: bounded bytes first, then their signature, and only then their meaning. The answer does not wait
 * for what follows from it: GitHub gives up after ten seconds, and every look can be made again at any time.
 */
export async function takeWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  verify: (body: string, signature: string) => Promise<boolean>,
  receive: (delivery: Delivery) => void,
): Promise<void> {
  const answer = (status: number, message: string) => {
    // The rest of a body that was cut off is not read: the connection ends with the answer.
    if (!request.complete) response.setHeader('connection', 'close');
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
  };
  const signature = header(request, 'x-hub-signature-256');
  const event = header(request, 'x-github-event');
  const id = header(request, 'x-github-delivery');
  if (signature === undefined) return answer(401, 'event-rejected: expected x-hub-signature-256, seen none');
  if (event === undefined || id === undefined)
    return answer(400, 'event-rejected: expected x-github-event and x-github-delivery');
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES)
    return answer(413, 'event-rejected: expected at most 25 MB');
  const body = await boundedBody(request);
  if (body === null) return answer(413, 'event-rejected: expected at most 25 MB');
  if (!(await verify(body, signature).catch(() => false)))
    return answer(401, 'event-rejected: the signature is not of this body');
  const payload = parsed(body);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return answer(400, 'event-rejected: expected a JSON object');
  }
  receive({ id, event, payload });
  answer(202, 'accepted');
}

async function boundedBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).byteLength;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
