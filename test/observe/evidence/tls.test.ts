import { execFile } from 'node:child_process';
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { createServer, getCACertificates, type Server, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Wire } from '../../../src/internet/wire.ts';
import { asAStranger, fetchBytes } from '../../../src/observe/evidence/fetch.ts';
import { certificate, commonName, extension } from '../../../src/standin/sigstore/certificate.ts';
import { der, sequence } from '../../../src/standin/sigstore/der.ts';
import { serve as serveHttp } from '../../loopback.ts';

const HOST = 'evidence.acme.example';
const HOUR_MS = 3_600_000;
const before = getCACertificates('default');
let server: Server | undefined;
let served = 0;

/** Fetches in a process of its own, whose environment is all that differs. */
const SCRIPT = `
  import { connect } from 'node:net';
  import { asAStranger, fetchBytes } from '${new URL('../../../src/observe/evidence/fetch.ts', import.meta.url)}';
  const [port, host] = process.argv.slice(1);
  const wire = { resolve: async () => ['203.0.114.1'], dial: async () => connect({ host: '127.0.0.1', port }) };
  console.log(JSON.stringify(await fetchBytes('https://' + host + '/x', [host], { ...asAStranger(), wire })));
`;

beforeEach(() => {
  served = 0;
});
afterEach(async () => {
  setDefaultCACertificates(before);
  const ending = server;
  server = undefined;
  if (ending === undefined) return;
  ending.close();
  await once(ending, 'close');
});

/** A server on this machine that shows a certificate for a name, one that everybody trusts from now on. */
async function serve(name: string, answer = 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhere'): Promise<number> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = commonName(name);
  const alternative = extension('2.5.29.17', sequence(der(0x82, Buffer.from(name))));
  const [notBefore, notAfter] = [Date.now() - HOUR_MS, Date.now() + HOUR_MS];
  const request = { serial: Buffer.from([1]), issuer: subject, subject, notBefore, notAfter, publicKey };
  const cert = new X509Certificate(certificate({ ...request, extensions: [alternative] }, privateKey)).toString();
  setDefaultCACertificates([...before, cert]);
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' });
  server = createServer({ key, cert }, (socket) => {
    served += 1;
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.end(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Every connection, to whichever address, ends at the server on this machine. */
function wireTo(port: number, answers: readonly (readonly string[])[]) {
  const left = [...answers];
  const dialled: [readonly string[], number][] = [];
  const wire: Wire = {
    resolve: async () => left.shift() ?? ['127.0.0.1'],
    dial: async (addresses, at) => {
      dialled.push([addresses, at]);
      const socket = connect({ host: '127.0.0.1', port });
      await once(socket, 'connect');
      return socket;
    },
  };
  return { wire, dialled };
}

const fetchFrom = (wire: Wire, mostMs = 5000) =>
  fetchBytes(`https://${HOST}/x`, [HOST], { ...asAStranger(), wire, mostMs });

describe('fetching over TLS', () => {
  it('K25: resolves a name once, and connects to the addresses that were checked, whatever the name says next', async () => {
    const { wire, dialled } = wireTo(await serve(HOST), [['203.0.114.1', '2606:4700::1111'], ['127.0.0.1']]);
    expect(await fetchFrom(wire)).toEqual({ bytes: Buffer.from('here') });
    expect(dialled).toEqual([[['203.0.114.1', '2606:4700::1111'], 443]]);
  });

  it('K26: resolves and checks anew after a redirect, so that a name cannot lead inside in between', async () => {
    const moved = `HTTP/1.1 302 Found\r\nlocation: https://${HOST}/y\r\ncontent-length: 0\r\n\r\n`;
    const { wire, dialled } = wireTo(await serve(HOST, moved), [['203.0.114.1'], ['169.254.169.254']]);
    expect(await fetchFrom(wire)).toEqual({ unread: `${HOST} is at 169.254.169.254, which is not a public address` });
    expect([dialled.length, served]).toEqual([1, 1]);
  });

  it('takes nothing from a host that cannot show who it is', async () => {
    const port = await serve('other.acme.example');
    const another = await fetchFrom(wireTo(port, [['203.0.114.1']]).wire);
    expect(another).toEqual({ unread: `${HOST}: no answer: ERR_TLS_CERT_ALTNAME_INVALID` });
    setDefaultCACertificates(before);
    const unknown = await fetchFrom(wireTo(port, [['203.0.114.1']]).wire);
    expect(unknown).toEqual({ unread: `${HOST}: no answer: DEPTH_ZERO_SELF_SIGNED_CERT` });
  });

  it('lets nothing in the environment turn that check off, nor a proxy in between', async () => {
    const [port, proxy] = [await serve(HOST), await serveHttp((_, response) => response.writeHead(502).end())];
    const said = promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT, String(port), HOST], {
      env: {
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        NODE_USE_ENV_PROXY: '1',
        HTTPS_PROXY: proxy.origin,
        HTTP_PROXY: proxy.origin,
        ALL_PROXY: proxy.origin,
      },
    });
    expect(JSON.parse((await said).stdout)).toEqual({ unread: `${HOST}: no answer: DEPTH_ZERO_SELF_SIGNED_CERT` });
    expect(proxy.asked).toEqual([]);
    await proxy.close();
  });

  it('gives nothing of an answer that is broken off, or that never comes', async () => {
    const { wire } = wireTo(await serve(HOST, 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhere'), [['203.0.114.1']]);
    expect(await fetchFrom(wire)).toMatchObject({ unread: expect.stringContaining('no answer') });
  });
});
