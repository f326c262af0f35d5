import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { Wire } from '../../../src/internet/wire.ts';
import { asAStranger, type Fetching, fetchBytes } from '../../../src/observe/evidence/fetch.ts';
import { type LoopbackServer, serve } from '../../loopback.ts';

const HOST = 'evidence.acme.example';
const ADDRESS = `https://${HOST}/a/proof.json?version=2`;
const HOSTS = [HOST, 'other.acme.example'];

const servers: LoopbackServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Fetches an address while a server on this machine plays the hosts; nothing else can be reached. */
async function fetched(answer: RequestListener, change: Partial<Fetching> = {}, address = ADDRESS) {
  const server = await serve(answer);
  servers.push(server);
  const reroute = Object.fromEntries(HOSTS.map((host) => [host, server.origin]));
  const content = await fetchBytes(address, HOSTS, { ...asAStranger(reroute), ...noWire(), ...change });
  return { content, asked: server.asked };
}

function noWire(): { readonly wire: Wire; readonly resolved: string[] } {
  const resolved: string[] = [];
  const { dial } = asAStranger().wire;
  const resolve = async (host: string) => {
    resolved.push(host);
    throw new Error('no name may be resolved here');
  };
  return { wire: { resolve, dial }, resolved };
}

/** Answers by path; whatever else is asked for is not there. */
function pages(answers: Readonly<Record<string, RequestListener>>): RequestListener {
  return (request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  };
}

const redirectTo =
  (location: string, status = 302): RequestListener =>
  (_, response) =>
    response.writeHead(status, { location }).end('moved');
const says =
  (body: string | Uint8Array): RequestListener =>
  (_, response) =>
    response.end(body);

describe('fetching evidence', () => {
  it('gives the bytes as they are, asked for as anybody would: no credential, no cookie, nothing packed', async () => {
    const { content, asked } = await fetched(says('{"a":1}\n'));
    expect(content).toEqual({ bytes: Buffer.from('{"a":1}\n') });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ method: 'GET', url: '/a/proof.json?version=2' });
    expect(asked[0]?.headers).toEqual({
      host: HOST,
      accept: '*/*',
      'accept-encoding': 'identity',
      'user-agent': 'countersign',
      connection: 'close',
    });
  });

  it('takes an answer in chunks, and an empty one', async () => {
    const chunked: RequestListener = (_, response) => {
      response.write('one ');
      response.end('two');
    };
    expect((await fetched(chunked)).content).toEqual({ bytes: Buffer.from('one two') });
    expect((await fetched(says(''))).content).toEqual({ bytes: Buffer.alloc(0) });
  });

  it.each([404, 410])('is told by %i that there is nothing, which is an answer', async (status) => {
    const { content } = await fetched((_, response) => response.writeHead(status).end('x'.repeat(100_000)));
    expect(content).toMatchObject({ refused: { code: 'attestation-missing', seen: `the host answers ${status}` } });
  });

  it.each([201, 204, 206, 300, 304, 401, 403, 408, 429, 500, 502, 503, 504])(
    'knows nothing from the status %i',
    async (status) => {
      const { content } = await fetched((_, response) => response.writeHead(status).end());
      expect(content).toEqual({ unread: `${HOST} answers ${status}` });
    },
  );

  it('knows nothing where nobody answers', async () => {
    const gone = await serve(says(''));
    await gone.close();
    const content = await fetchBytes(ADDRESS, HOSTS, asAStranger({ [HOST]: gone.origin }));
    expect(content).toEqual({ unread: `${HOST}: no answer: ECONNREFUSED` });
  });
});

describe('redirects', () => {
  it('are followed to hosts that are allowed, with nothing from one to the next', async () => {
    const { content, asked } = await fetched(
      pages({
        '/a/proof.json?version=2': (_, response) =>
          response.writeHead(301, { location: '/b', 'set-cookie': 'session=1' }).end(),
        '/b': redirectTo('https://other.acme.example/c', 307),
        '/c': says('here'),
      }),
    );
    expect(content).toEqual({ bytes: Buffer.from('here') });
    expect(asked.map(({ url, headers }) => [headers.host, url])).toEqual([
      [HOST, '/a/proof.json?version=2'],
      [HOST, '/b'],
      ['other.acme.example', '/c'],
    ]);
    expect(asked.flatMap(({ headers }) => [headers.cookie, headers.referer, headers.authorization])).toEqual(
      Array.from({ length: 9 }),
    );
  });

  it.each([
    ['to a host that the policy does not list', 'https://elsewhere.example/x'],
    ['to a host below one that it lists', `https://a.${HOST}/x`],
    ['to another port', `https://${HOST}:8443/x`],
    ['out of https', `http://${HOST}/x`],
    ['to a file', 'file:///etc/passwd'],
    ['to this machine', 'https://127.0.0.1/x'],
    ['to this machine by another spelling', 'https://0x7f.1/x'],
    ["to a cloud's metadata", 'https://169.254.169.254/latest/meta-data/'],
    ['with a password', `https://ann:secret@${HOST}/x`],
    ['to no address at all', 'https://'],
  ])('%s are refused, and not followed', async (_, location) => {
    const { content, asked } = await fetched(redirectTo(location));
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid' } });
    expect(asked).toHaveLength(1);
  });

  it('K26: end after three', async () => {
    const { content, asked } = await fetched(redirectTo(ADDRESS));
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid', expected: 'at most 3 redirects' } });
    expect(asked).toHaveLength(4);
  });

  it('without a place to go to are no answer', async () => {
    const { content } = await fetched((_, response) => response.writeHead(302).end());
    expect(content).toEqual({ unread: `${HOST} answers 302` });
  });
});

describe('bounds', () => {
  it('refuse what says that it is too large before it is read', async () => {
    const drips: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': '11' }).write('x');
    };
    const { content } = await fetched(drips, { mostBytes: 10 });
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid', seen: '11 bytes' } });
  });

  it('K27: refuse what turns out to be too large, and take what just fits', async () => {
    const endless: RequestListener = (_, response) => {
      const more = () => {
        while (response.write('x'.repeat(16_384)));
      };
      response.on('drain', more);
      more();
    };
    const { content } = await fetched(endless, { mostBytes: 100_000 });
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid', seen: 'more of them' } });
    expect((await fetched(says('0123456789'), { mostBytes: 10 })).content).toEqual({
      bytes: Buffer.from('0123456789'),
    });
  });

  it('K27: end a slow drip, a silent server and a slow chain of redirects by one measure of time', async () => {
    const drip: RequestListener = (_, response) => {
      const more = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(more));
    };
    const silent: RequestListener = () => undefined;
    const slowly: RequestListener = (request, response) =>
      void setTimeout(() => redirectTo(ADDRESS)(request, response), 40);
    const upgrade = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    const other: RequestListener = (_, response) => void response.socket?.write(upgrade);
    for (const answer of [drip, silent, slowly, other]) {
      const { content } = await fetched(answer, { mostMs: 100 });
      expect(content).toEqual({ unread: `${HOST}: no whole answer within 0.1 s` });
    }
  });

  it('hold for names that nobody resolves', async () => {
    const wire: Wire = { ...noWire().wire, resolve: () => new Promise(() => undefined) };
    const content = await fetchBytes(ADDRESS, HOSTS, { ...asAStranger(), wire, mostMs: 50 });
    expect(content).toEqual({ unread: `${HOST}: no whole answer within 0.05 s` });
  });

  it('K27: need no unpacking: what comes packed all the same is refused as it is', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    for (const encoding of ['gzip', 'br', 'gzip, identity']) {
      const { content } = await fetched((_, response) =>
        response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
      );
      expect(content).toMatchObject({
        refused: { code: 'attestation-invalid', seen: `content encoding ${encoding}` },
      });
    }
  });
});

describe('an answer that is not whole', () => {
  it.each<[string, RequestListener]>([
    [
      'with less than it promised',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
      },
    ],
    [
      'broken off between chunks',
      (_, response) => {
        response.write('x', () => response.destroy());
      },
    ],
    ['broken off in its head', (_, response) => void response.socket?.end('HTTP/1.1 200 OK\r\ncontent-le')],
    ['that is no HTTP', (_, response) => void response.socket?.end('SSH-2.0-OpenSSH_9.9\r\n')],
    [
      'that is no HTTP from some point on',
      (_, response) => {
        response.socket?.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n');
      },
    ],
    ['of nothing', (_, response) => void response.socket?.destroy()],
  ])('%s gives nothing', async (_, answer) => {
    const { content } = await fetched(answer);
    expect(content).toMatchObject({ unread: expect.stringContaining(`${HOST}: no answer: `) });
  });

  it.each(['', 'transfer-encoding: gzip\r\n', 'transfer-encoding: chunked, gzip\r\n'])(
    'that would look whole wherever it ended gives nothing, with the header %o',
    async (header) => {
      const answer = `HTTP/1.1 200 OK\r\n${header}\r\n{"a":`;
      const { content } = await fetched((_, response) => void response.socket?.end(answer));
      expect(content).toEqual({ unread: `${HOST} does not tell where its answer ends` });
    },
  );
});
