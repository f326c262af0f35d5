import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ask } from '../../src/github/client.ts';
import { connect } from '../../src/serve/connect.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const ANSWERS: Readonly<Record<string, object>> = {
  '/app': { slug: 'countersign' },
  '/repos/acme/governance/installation': { id: 1 },
  '/app/installations/1/access_tokens': { token: 'a-token', expires_at: '2999-01-01T00:00:00Z', permissions: {} },
};

/** A GitHub that lets the App in and then answers every request with its secondary limit. */
async function limitedGitHub() {
  const limited: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const known = ANSWERS[request.url ?? ''];
    if (known === undefined) limited.push(`${request.method} ${request.url}`);
    const wait = known ? {} : { 'retry-after': '1' };
    response.writeHead(known ? 200 : 403, { 'content-type': 'application/json', ...wait });
    response.end(JSON.stringify(known ?? { message: 'You have exceeded a secondary rate limit.' }));
  };
  const server = createServer(answer).listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Not an address that passes for this machine's own, where nothing is throttled.
  return { limited, url: `http://0.0.0.0:${port}`, close: () => server.close() };
}

describe('the connection to GitHub', () => {
  it.each([
    ['PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', 'PUT /repos/acme/governance/pulls/1/merge'],
    ['POST /graphql', 'POST /graphql'],
  ])('never sends %s again by itself when GitHub limits the rate', async (route, sent) => {
    const github = await limitedGitHub();
    const signal = new AbortController().signal;
    const settings = {
      ...{ appId: 7, privateKey, webhookSecret: 'hidden', ledgerKey: '', repository: 'acme/governance' },
      ...{ signing: null, webhookKeys: { own: [], shared: new Map() }, webUrl: github.url, apiUrl: github.url },
      ...{ host: '127.0.0.1', port: 0, cache: '' },
    };
    const repository = await (await connect(settings, () => new Date(), signal)).in('acme/governance');
    const merge = ask(repository, route, { owner: 'acme', repo: 'governance', pull_number: 1 });
    await expect(merge).rejects.toMatchObject({ code: 'upstream-unavailable', status: 429, waitMs: 1000 });
    expect(github.limited).toEqual([sent]);
    github.close();
  });
});
