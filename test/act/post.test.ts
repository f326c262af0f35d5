import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type Posting, post, toTheInternet } from '../../src/act/post.ts';
import type { Wire } from '../../src/internet/wire.ts';
import { type LoopbackServer, serve } from '../loopback.ts';

const HOST = 'hooks.acme.example';
const ADDRESS = `https://${HOST}/countersign`;
const BODY = Buffer.from('{"type":"packet.released"}');
const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Names resolve as told, and every connection that is asked for is noted and not made. */
function offline(resolves: readonly string[] = []) {
  const dialled: (readonly string[])[] = [];
  const wire: Wire = {
    resolve: async () => resolves,
    dial: async (addresses) => {
      dialled.push(addresses);
      throw Object.assign(new Error('no network here'), { code: 'ENETUNREACH' });
    },
  };
  return { wire, dialled };
}

async function posted(answer: RequestListener, change: Partial<Posting> = {}) {
  const server = await serve(answer);
  servers.push(server);
  const posting = { ...toTheInternet(new AbortController().signal, { [HOST]: server.origin }), ...change };
  return { ...(await post(ADDRESS, { 'webhook-id': 'msg_1' }, BODY, posting)), asked: server.asked };
}
const answering = (status: number, headers: Record<string, string> = {}) =>
  posted((request, response) => void request.resume().on('end', () => response.writeHead(status, headers).end()));

describe('a webhook is posted', () => {
  it('once, with its headers and exactly its bytes', async () => {
    const bytes: Buffer[] = [];
    const { asked, ...answer } = await posted((request, response) => {
      request.on('data', (chunk: Buffer) => bytes.push(chunk)).on('end', () => response.writeHead(204).end());
    });
    expect(answer).toEqual({ status: 204, waitMs: undefined });
    expect(asked).toMatchObject([
      { method: 'POST', url: '/countersign', headers: { host: HOST, 'webhook-id': 'msg_1' } },
    ]);
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
    expect(Buffer.concat(bytes)).toEqual(BODY);
  });

  it.each([301, 302, 303, 307, 308])('and not to where a %i leads', async (status) => {
    const elsewhere = await serve((_, response) => response.writeHead(204).end());
    servers.push(elsewhere);
    const { asked, ...answer } = await answering(status, { location: `${elsewhere.origin}/countersign` });
    expect(answer).toEqual({ status, waitMs: undefined });
    expect(elsewhere.asked).toEqual([]);
  });

  it('and tells how long the receiver asks to wait, in seconds or until an instant of its own clock', async () => {
    expect(await answering(503, { 'retry-after': '120' })).toMatchObject({ waitMs: 120_000 });
    const date = 'Sun, 22 Nov 2026 09:00:00 GMT';
    const after = 'Sun, 22 Nov 2026 09:10:00 GMT';
    expect(await answering(429, { 'retry-after': after, date })).toMatchObject({ waitMs: 600_000 });
    for (const wrong of ['-5', 'soon', '1e9', '0', 'Sun, 22 Nov 2026 08:00:00 GMT'])
      expect(await answering(503, { 'retry-after': wrong, date })).toMatchObject({ status: 503, waitMs: undefined });
  });

  it('and given up when no answer begins in time, or the connection ends', async () => {
    const silent = await posted(() => undefined, { mostMs: 50 });
    expect(silent).toMatchObject({ unanswered: `${HOST}: no answer within 0.05 s` });
    const cut = await posted((request) => void request.socket.destroy());
    expect(cut).toMatchObject({ unanswered: `${HOST}: no answer: ECONNRESET` });
  });

  it('and not a moment longer than the process lives', async () => {
    const power = new AbortController();
    const answer = posted(() => power.abort(), { power: power.signal });
    expect(await answer).toHaveProperty('unanswered');
  });
});

describe('an endpoint whose host leads inside is never connected to', () => {
  it.each(['127.0.0.1', '10.0.0.8', '169.254.169.254', '192.168.1.1', '::1', 'fd00::1', '::ffff:10.0.0.1', '0.0.0.0'])(
    '%s',
    async (address) => {
      for (const resolves of [[address], ['203.0.114.1', address]]) {
        const { wire, dialled } = offline(resolves);
        const answer = await post(ADDRESS, {}, BODY, { ...toTheInternet(new AbortController().signal), wire });
        expect(answer).toEqual({ unanswered: `${HOST} is at ${address}, which is not a public address` });
        expect(dialled).toEqual([]);
      }
    },
  );

  it('and one at public addresses is connected to by these', async () => {
    const { wire, dialled } = offline(['203.0.114.1']);
    const answer = await post(ADDRESS, {}, BODY, { ...toTheInternet(new AbortController().signal), wire });
    expect(answer).toEqual({ unanswered: `${HOST}: no answer: ENETUNREACH` });
    expect(dialled).toEqual([['203.0.114.1']]);
  });
});
