import { describe, expect, it } from 'vitest';
import type { Allowed } from '../../../src/observe/evidence/destination.ts';
import { asAStranger, fetchBytes } from '../../../src/observe/evidence/fetch.ts';

const HOST = 'evidence.acme.example';

/** Fetches while names resolve as told; a connection that is asked for is counted and never made. */
async function fetched(
  address: string,
  { allowed = [HOST], resolves = ['203.0.114.1'] }: { allowed?: Allowed; resolves?: readonly string[] } = {},
) {
  const [resolved, dialled]: [string[], (readonly string[])[]] = [[], []];
  const wire = {
    resolve: async (host: string) => {
      resolved.push(host);
      return resolves;
    },
    dial: async (addresses: readonly string[]) => {
      dialled.push(addresses);
      throw Object.assign(new Error('no network here'), { code: 'ENETUNREACH' });
    },
  };
  return { content: await fetchBytes(address, allowed, { ...asAStranger(), wire }), resolved, dialled };
}

describe('K24: an address that may not be fetched is refused before any name is resolved', () => {
  it.each([
    ['http', `http://${HOST}/x`],
    ['ftp', `ftp://${HOST}/x`],
    ['file', 'file:///etc/passwd'],
    ['data', 'data:text/plain,x'],
    ['no scheme', `//${HOST}/x`],
    ['nothing', ''],
    ['a user', `https://ann@${HOST}/x`],
    ['a user and a password', `https://ann:secret@${HOST}/x`],
    ['a password that hides the host', `https://${HOST}:x@127.0.0.1/x`],
    ['another port', `https://${HOST}:8443/x`],
    ['port 80', `https://${HOST}:80/x`],
    ['another host', 'https://elsewhere.example/x'],
    ['a host below the listed one', `https://a.${HOST}/x`],
    ['a host that ends like the listed one', `https://x${HOST}/x`],
    ['the listed host as a beginning', `https://${HOST}.evil.example/x`],
    ['the listed host in full, with a dot', `https://${HOST}./x`],
    ['a host that only looks like it', 'https://evidence.acme.examp\u217ce.net/x'],
    ['a backslash before another host', `https://evil.example\\@${HOST}/x`],
    ['a tab within the host', 'https://evil\t.example/x'],
  ])('%s', async (_, address) => {
    const { content, resolved, dialled } = await fetched(address);
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid' } });
    expect([resolved, dialled]).toEqual([[], []]);
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '\uff11\uff12\uff17.0.0.1',
    '169.254.169.254',
    '10.0.0.1',
    '8.8.8.8',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[2606:4700::1111]',
  ])('%s, a number instead of a host, even where a policy lists it', async (host) => {
    const address = `https://${host}/x`;
    const { content, resolved, dialled } = await fetched(address, { allowed: [new URL(address).host] });
    expect(content).toMatchObject({ refused: { code: 'attestation-invalid', expected: 'a host by name' } });
    expect([resolved, dialled]).toEqual([[], []]);
  });

  it('any host for a kind that lists none', async () => {
    const { content } = await fetched(`https://${HOST}/x`, { allowed: [] });
    expect(content).toMatchObject({
      refused: { expected: 'a host that the policy lists: none for this kind', seen: HOST },
    });
  });

  it('another port and a number, too, where GitHub may name any host', async () => {
    for (const address of ['https://blobs.example:8443/x', 'https://10.0.0.1/x', 'http://blobs.example/x']) {
      const { content, resolved } = await fetched(address, { allowed: 'any public host' });
      expect(content).toMatchObject({ refused: { code: 'attestation-invalid' } });
      expect(resolved).toEqual([]);
    }
  });
});

describe('K25: a host with an address that is not public is never connected to, and what it has stays unread', () => {
  it.each([
    ['this machine', ['127.0.0.1', '127.8.9.10', '::1']],
    ['no address at all', ['0.0.0.0', '0.1.2.3', '::']],
    ['private networks', ['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12::1']],
    ['the same link, clouds keep their secrets there', ['169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fec0::1']],
    ["a carrier's network", ['100.64.0.1', '100.127.255.254']],
    ['all at once', ['224.0.0.1', '239.1.2.3', '255.255.255.255', 'ff02::1']],
    ['reserved ones', ['192.0.0.8', '192.88.99.1', '198.18.0.1', '240.0.0.1', '4000::1', '100::1', '5f00::1']],
    ['documentation', ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1']],
    ['IPv4 within IPv6', ['::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '::8.8.8.8']],
    ['IPv4 by translation', ['64:ff9b::10.0.0.1', '64:ff9b:1::10.0.0.1', '64:ff9b::8.8.8.8', '::ffff:0:8.8.8.8']],
    ['IPv4 by tunnel', ['2002:7f00:1::', '2002:808:808::1', '2001:0:808:808::1']],
    ['what is no address', ['localhost', '', '1.2.3', '127.0.0.1:80']],
  ])('%s', async (_, addresses) => {
    for (const address of addresses) {
      // One of several is enough: a name that leads inside at all is not the public's.
      for (const resolves of [[address], ['203.0.114.1', address], ['2606:4700::1111', '203.0.114.1', address]]) {
        const { content, dialled } = await fetched(`https://${HOST}/x`, { resolves });
        expect(content, address).toEqual({ unread: `${HOST} is at ${address}, which is not a public address` });
        expect(dialled).toEqual([]);
      }
    }
  });

  it('and one without any address is not there today', async () => {
    const { content, dialled } = await fetched(`https://${HOST}/x`, { resolves: [] });
    expect(content).toEqual({ unread: `${HOST} has no address` });
    expect(dialled).toEqual([]);
  });

  it('and a public one is connected to, by the addresses that were checked', async () => {
    for (const resolves of [['203.0.114.1'], ['1.1.1.1', '2606:4700::1111']]) {
      const { content, resolved, dialled } = await fetched(`https://${HOST}/x`, { resolves });
      expect(content).toEqual({ unread: `${HOST}: no answer: ENETUNREACH` });
      expect([resolved, dialled]).toEqual([[HOST], [resolves]]);
    }
  });
});
