import { createHmac } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createProbot } from 'probot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Delivery, takeWebhook } from '../../src/serve/webhooks.ts';

const SECRET = 'a secret of this test';
const MEBIBYTE = 1024 * 1024;
const probot = createProbot({
  overrides: { appId: 1, privateKey: 'none', secret: SECRET, logLevel: 'fatal' },
  env: {},
});
const received: Delivery[] = [];
const server = createServer((request, response) => {
  const check = (body: string, signature: string) => probot.webhooks.verify(body, signature);
  void takeWebhook(request, response, check, (delivery) => received.push(delivery));
});
let url = '';

beforeAll(async () => {
  await probot.ready();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  received.length = 0;
});

const sign = (body: string, algorithm = 'sha256') => createHmac(algorithm, SECRET).update(body).digest('hex');
const headersFor = (body: string, change: Record<string, string | undefined> = {}) => {
  const headers = {
    'x-github-event': 'pull_request',
    'x-github-delivery': '1',
    'x-hub-signature-256': `sha256=${sign(body)}`,
    ...change,
  };
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};
const send = async (body: string, change?: Record<string, string | undefined>) => {
  const answer = await fetch(url, { method: 'POST', body, headers: headersFor(body, change) });
  return { status: answer.status, text: await answer.text() };
};

describe('a webhook', () => {
  it('is taken with the signature of its very bytes', async () => {
    expect((await send('{"a":1}')).status).toBe(202);
    expect(received).toEqual([{ id: '1', event: 'pull_request', payload: { a: 1 } }]);
  });

  it.each([
    ['I01: without a signature', '{}', { 'x-hub-signature-256': undefined }, 401],
    [
      'I01: with a SHA-1 signature only',
      '{}',
      { 'x-hub-signature-256': undefined, 'x-hub-signature': `sha1=${sign('{}', 'sha1')}` },
      401,
    ],
    ['I01: with a wrong signature', '{}', { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }, 401],
    ['I01: with the signature of another body', '{"a":2}', { 'x-hub-signature-256': `sha256=${sign('{}')}` }, 401],
    ['I01: with something that is no signature', '{}', { 'x-hub-signature-256': 'sha256=' }, 401],
    ['without an event', '{}', { 'x-github-event': undefined }, 400],
    ['I02: with an empty body', '', {}, 401],
    ['I02: with a list', '[]', {}, 400],
    ['I02: with something that is no JSON', 'payload=%7B%7D', {}, 400],
  ])('%s is refused, and nothing of it is read', async (_, body, change, status) => {
    const answer = await send(body, change);
    expect(answer).toMatchObject({ status, text: expect.stringContaining('event-rejected') });
    expect(received).toEqual([]);
  });

  it('I02: over 25 MB is cut off before it is read whole', async () => {
    let written = 0;
    const status = await new Promise<number | undefined>((resolve) => {
      const client = httpRequest(url, { method: 'POST', headers: headersFor('') }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      client.on('error', () => resolve(undefined));
      const chunk = Buffer.alloc(MEBIBYTE, 'x');
      const more = () => {
        if (client.destroyed || written >= 200) return;
        written += 1;
        client.write(chunk, more);
      };
      more();
    });
    expect([413, undefined]).toContain(status);
    expect(written).toBeLessThan(200);
    expect(received).toEqual([]);
  });

  it('I02: that announces more than 25 MB is refused by its announcement', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...headersFor(''), 'content-length': String(26 * MEBIBYTE) };
      const client = httpRequest(url, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
        client.destroy();
      });
      client.on('error', reject).flushHeaders();
    });
    expect(status).toBe(413);
  });
});
