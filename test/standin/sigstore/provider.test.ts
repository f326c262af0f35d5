import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/standin/sigstore/instance.ts';
import { type Sigstore, startSigstore } from '../../../src/standin/sigstore/sigstore.ts';

let sigstore: Sigstore;
beforeAll(async () => {
  sigstore = await startSigstore({ clock: { now: () => Date.UTC(2026, 10, 22, 9) } });
});
afterAll(() => sigstore.close());

const VERIFIER = 'v'.repeat(43);
const REDIRECT = 'http://localhost:4711/auth/callback';
const right = {
  client_id: 'sigstore',
  redirect_uri: REDIRECT,
  response_type: 'code',
  scope: 'openid email',
  code_challenge: sha256(Buffer.from(VERIFIER)).toString('base64url'),
  code_challenge_method: 'S256',
  state: 'a state',
  nonce: 'a nonce',
};
const authorize = (changed: Partial<typeof right> = {}) =>
  `${sigstore.url}/authorize?${new URLSearchParams({ ...right, ...changed })}`;
const logIn = async (who = { email: 'ann@acme.example', issuer: 'https://login.acme.example' }) => {
  const body = new URLSearchParams(who);
  const answer = await fetch(authorize(), { method: 'POST', body, redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '').searchParams;
};
const exchange = async (code: string, changed: Record<string, string> = {}) => {
  const asked = { grant_type: 'authorization_code', client_id: 'sigstore', redirect_uri: REDIRECT, code };
  const body = new URLSearchParams({ ...asked, code_verifier: VERIFIER, ...changed });
  const answer = await fetch(`${sigstore.url}/token`, { method: 'POST', body });
  return (await answer.json()) as { id_token?: string; error?: string };
};
const code = async () => (await logIn()).get('code') ?? '';

describe('the OpenID provider of the Sigstore stand-in', () => {
  it('gives a token that names the person, and where they logged in, for one code', async () => {
    const came = await logIn();
    expect(came.get('state')).toBe('a state');
    const { id_token = '' } = await exchange(came.get('code') ?? '');
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({
      iss: sigstore.url,
      aud: 'sigstore',
      email: 'ann@acme.example',
      email_verified: true,
      nonce: 'a nonce',
      federated_claims: { connector_id: 'https://login.acme.example' },
    });
    expect(await exchange(came.get('code') ?? '')).toEqual({ error: 'invalid_grant' });
  });

  it('has a page on which people say who they are', async () => {
    const answer = await fetch(authorize());
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain('name="email"');
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 'invalid_grant'],
    ['another address', { redirect_uri: 'http://localhost:4712/auth/callback' }, 'invalid_grant'],
    ['another client', { client_id: 'other' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('gives no token for %s', async (_, changed, error) => {
    expect(await exchange(await code(), changed)).toEqual({ error });
  });

  it.each([
    ['a host that is not this machine', { redirect_uri: 'http://localhost.evil.example:80/auth/callback' }],
    ['no PKCE', { code_challenge_method: 'plain' }],
    ['another client', { client_id: 'other' }],
    ['another response', { response_type: 'token' }],
    ['no identity', { scope: 'email' }],
  ])('sends nobody on who comes with %s', async (_, changed) => {
    expect((await fetch(authorize(changed), { redirect: 'manual' })).status).toBe(400);
  });

  it('sends back who does not say who they are', async () => {
    expect((await logIn({ email: '', issuer: '' })).get('error')).toBe('access_denied');
  });
});
