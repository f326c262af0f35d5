import { createSign, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockAt } from '../../../src/standin/github/clock.ts';
import { type GitHub, startGitHub } from '../../../src/standin/github/github.ts';
import { GRANTED } from './organization.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
let github: GitHub;
let token: string;

beforeAll(async () => {
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const app = {
    id: 77,
    slug: 'gate',
    name: 'gate',
    publicKey: pem,
    permissions: GRANTED,
    events: [],
    webhookSecret: 's',
  };
  github = await startGitHub({ clock: clockAt('2026-11-22T09:00:00Z'), app });
  const { seed } = github;
  seed.organization({ login: 'acme' });
  seed.repository({ owner: 'acme', name: 'gov', branches: { main: { file: 'old\n' } } });
  const { id } = seed.installation({ account: 'acme' });
  token = await installationToken(id);
});
afterAll(() => github.close());

describe('GraphQL over HTTP', () => {
  it('answers an installation, and tells the time and what is left of the hour in headers', async () => {
    const response = await post({
      query: 'query Who { viewer { login } repository(owner: "acme", name: "gov") { isPrivate } }',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('date')).toBe('Sun, 22 Nov 2026 09:00:00 GMT');
    expect(response.headers.get('x-ratelimit-resource')).toBe('graphql');
    expect(await response.json()).toEqual({
      data: { viewer: { login: 'gate[bot]' }, repository: { isPrivate: true } },
    });
    expect(github.requests.at(-1)).toMatchObject({ operation: 'Who', kind: 'read', by: 'gate[bot]', status: 200 });
  });

  it('refuses with 200 and errors, and with 401 only who is nobody', async () => {
    const refused = await post({ query: '{ repository(owner: "acme", name: "none") { id } }' });
    expect(refused.status).toBe(200);
    expect(await refused.json()).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] });
    expect((await post({ query: '{ viewer { login } }' }, null)).status).toBe(401);
    expect((await post({ query: '{ viewer { login } }' }, 'ghs_none')).status).toBe(401);
    expect((await post({}, token)).status).toBe(400);
  });

  it('commits for an installation, once for each head', async () => {
    const tip = github.world.repositories.values().next().value?.git.branch('main');
    const input = {
      branch: { repositoryNameWithOwner: 'acme/gov', branchName: 'main' },
      expectedHeadOid: tip,
      message: { headline: 'change it' },
      fileChanges: { additions: [{ path: 'file', contents: Buffer.from('new\n').toString('base64') }] },
    };
    const query =
      'mutation Append($i: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $i) { commit { oid } } }';
    const both = await Promise.all([1, 2].map(async () => (await post({ query, variables: { i: input } })).text()));
    expect(both.filter((answer) => answer.includes('STALE_DATA'))).toHaveLength(1);
    expect(both.filter((answer) => answer.includes('"oid"'))).toHaveLength(1);
    expect(github.requests.at(-1)).toMatchObject({ operation: 'Append', kind: 'write' });
  });
});

function post(body: object, by: string | null = token): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(by !== null && { authorization: `bearer ${by}` }) };
  return fetch(`${github.origin}/api/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function installationToken(installation: number): Promise<string> {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const unsigned = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ iss: 77, iat: now - 10, exp: now + 300 })}`;
  const jwt = `${unsigned}.${createSign('sha256').update(unsigned).sign(privateKey, 'base64url')}`;
  const url = `${github.origin}/api/v3/app/installations/${installation}/access_tokens`;
  const response = await fetch(url, { method: 'POST', headers: { authorization: `bearer ${jwt}` } });
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null || !('token' in body)) throw new Error(JSON.stringify(body));
  return String(body.token);
}
