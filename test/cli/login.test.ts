import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Login, logIn } from '../../src/cli/sign/login.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';

let sigstore: Sigstore;
beforeAll(async () => {
  sigstore = await startSigstore({ clock: { now: () => Date.UTC(2026, 10, 22, 9) } });
});
afterAll(() => sigstore.close());

const ann = { email: 'ann@acme.example', issuer: 'https://login.acme.example' };
/** A browser that is sent to the provider, says who is there, and is sent back to the address that it gives. */
async function browser(address: string, who: Record<string, string> = ann): Promise<URL> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(who), redirect: 'manual' });
  return new URL(answer.headers.get('location') ?? '');
}
const login = (visit: (address: string) => Promise<unknown>, changed: Partial<Login> = {}) =>
  logIn({
    issuer: sigstore.url,
    clientId: 'sigstore',
    timeoutMs: 10_000,
    visit: (address) => void visit(address),
    ...changed,
  });

describe('logging in by browser', () => {
  it('gives the token of whoever logged in, for this program and this login', async () => {
    const asked: URL[] = [];
    const token = await login(async (address) => {
      asked.push(new URL(address));
      await fetch(await browser(address));
    });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const query = asked[0]?.searchParams;
    expect(claims).toMatchObject({ email: ann.email, aud: 'sigstore', nonce: query?.get('nonce') });
    expect(query?.get('code_challenge_method')).toBe('S256');
    expect(query?.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+\/auth\/callback$/);
  });

  it('L47: hears nobody who comes by without its state, and goes on waiting', async () => {
    const statuses: number[] = [];
    const token = await login(async (address) => {
      const back = await browser(address);
      const forged = new URL(back);
      forged.searchParams.set('state', 'guessed');
      for (const url of [forged, new URL('/', back)]) statuses.push((await fetch(url)).status);
      statuses.push((await fetch(back)).status);
    });
    expect(statuses).toEqual([404, 404, 200]);
    expect(token).not.toBe('');
  });

  it('L47: refuses a code that belongs to another login', async () => {
    const other = await browser(
      `${sigstore.url}/authorize?${new URLSearchParams({
        client_id: 'sigstore',
        redirect_uri: 'http://localhost:1/auth/callback',
        response_type: 'code',
        scope: 'openid',
        code_challenge: 'of-somebody-else',
        code_challenge_method: 'S256',
      })}`,
    );
    const injected = login(async (address) => {
      const back = await browser(address);
      back.searchParams.set('code', other.searchParams.get('code') ?? '');
      await fetch(back);
    });
    await expect(injected).rejects.toThrow(`seen none from ${sigstore.url} (invalid_grant)`);
  });

  it.each([
    ['who does not log in', {}, /\(access_denied\)$/],
    ['a provider that is not there', { issuer: 'http://127.0.0.1:1' }, /^expected an identity token, seen none from /],
    ['a provider elsewhere without TLS', { issuer: 'http://login.acme.example' }, /seen none from http:/],
  ])('says of %s that there is no token', async (_, changed, said) => {
    const failed = login(async (address) => fetch(await browser(address, {})), changed);
    await expect(failed).rejects.toThrow(expect.objectContaining({ code: 'signing-unavailable' }));
    await expect(failed).rejects.toThrow(said);
  });

  it('does not wait for ever', async () => {
    await expect(login(async () => undefined, { timeoutMs: 10 })).rejects.toThrow('seen nobody log in');
  });
});
