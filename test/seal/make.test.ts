import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSeal, type SealToMake } from '../../src/seal/make.ts';
import { tokenFromFile } from '../../src/seal/token.ts';
import { SigningUnavailable } from '../../src/seal/unavailable.ts';
import type { Fault } from '../../src/standin/sigstore/fault.ts';
import type { Sigstore } from '../../src/standin/sigstore/sigstore.ts';
import { check, IDENTITY, ISSUER, manifestFor, outcomeOf, withSigstore } from './sealing.ts';

const SERVICES = ['fulcio', 'rekor', 'tsa'] as const;

function make(sigstore: Sigstore, changed: Partial<SealToMake> = {}) {
  return makeSeal({
    statement: manifestFor(),
    signingConfig: sigstore.signingConfig,
    identityToken: async () => sigstore.issueToken({ subject: IDENTITY, issuer: ISSUER }),
    timeoutMs: 5000,
    ...changed,
  });
}

/** The error that sealing ends in. */
async function failure(made: Promise<unknown>): Promise<SigningUnavailable> {
  const error = await made.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SigningUnavailable) return error;
  throw new Error(`expected SigningUnavailable, seen ${inspect(error)}`);
}

describe('a service that does not do its part', () => {
  const faults: [Fault, number][] = [
    ['down', 5000],
    ['lose', 5000],
    ['hang', 50],
  ];
  for (const service of SERVICES)
    it.each(faults)(`ends sealing at once, and is named: ${service}, %s`, async (fault, timeoutMs) => {
      await withSigstore({}, async (sigstore) => {
        sigstore.faults.set(service, fault);
        expect(await failure(make(sigstore, { timeoutMs }))).toMatchObject({ code: 'signing-unavailable', service });
        // Sigstore's own clients would ask a second and a third time.
        expect(sigstore.requests.filter((request) => request.service === service)).toHaveLength(1);
      });
    });

  it.each(SERVICES)('ends sealing when %s closes the connection', async (service) => {
    await withSigstore({ onWrite: (asked) => (asked === service ? 'cut' : 'proceed') }, async (sigstore) => {
      expect(await failure(make(sigstore))).toMatchObject({ service });
    });
  });

  it('is asked again for the next seal', async () => {
    await withSigstore({}, async (sigstore) => {
      sigstore.faults.set('rekor', 'down');
      await failure(make(sigstore));
      sigstore.faults.delete('rekor');
      expect(outcomeOf(check(await make(sigstore), sigstore.trustedRoot))).toBe('ok');
    });
  });

  it('that nobody listens for is named too', async () => {
    const gone = await withSigstore({}, async (sigstore) => sigstore);
    const error = await failure(make(gone));
    expect(error).toMatchObject({ service: 'fulcio' });
    expect(error.message).toContain('ECONNREFUSED');
  });
});

describe('an identity token', () => {
  it.each([
    ['for another audience', { audience: 'https://vault.example' }],
    ['that is expired', { expiresInSeconds: -1 }],
    ['for a subject that is no URI', { subject: 'someone' }],
  ])('%s gets no certificate', async (_, claims) => {
    await withSigstore({}, async (sigstore) => {
      const identityToken = async () => sigstore.issueToken({ subject: IDENTITY, issuer: ISSUER, ...claims });
      const error = await failure(make(sigstore, { identityToken }));
      expect(error).toMatchObject({ service: 'fulcio' });
      expect(error.message).toMatch(/status 40[01]/);
    });
  });

  it.each(['', 'no.token', 'not.json.atall'])('that is `%s` reaches no service', async (token) => {
    await withSigstore({}, async (sigstore) => {
      const error = await failure(make(sigstore, { identityToken: async () => token }));
      expect(error).toMatchObject({ service: 'identity-token' });
      expect(sigstore.requests).toEqual([]);
    });
  });

  it('is in no error, whatever went wrong', async () => {
    await withSigstore({}, async (sigstore) => {
      const token = sigstore.issueToken({ subject: IDENTITY, issuer: ISSUER, audience: 'other' });
      const unreadable = `${Buffer.from('{}').toString('base64url')}.secret-claims.secret-signature`;
      for (const secret of [token, unreadable]) {
        const error = await failure(make(sigstore, { identityToken: async () => secret }));
        const [, claims = '', signature = ''] = secret.split('.');
        const all = inspect(error, { depth: 20, showHidden: true });
        expect([claims, signature].filter((part) => all.includes(part))).toEqual([]);
      }
    });
  });

  describe('from a file', () => {
    let dir: string;
    beforeAll(async () => {
      dir = await mkdtemp(join(tmpdir(), 'token-'));
    });
    afterAll(() => rm(dir, { recursive: true }));

    it('is read anew for each seal', async () => {
      const path = join(dir, 'token');
      const read = tokenFromFile(path);
      await writeFile(path, 'a.b.c\n');
      expect(await read()).toBe('a.b.c');
      await writeFile(path, 'd.e.f');
      expect(await read()).toBe('d.e.f');
    });

    it.each([
      ['is absent', undefined],
      ['is empty', ' \n'],
      ['holds something else', 'secret'],
    ])('is unavailable when the file %s, and what it holds is not told', async (what, text) => {
      const path = join(dir, what);
      if (text !== undefined) await writeFile(path, text);
      const error = await failure(tokenFromFile(path)());
      expect(error).toMatchObject({ service: 'identity-token' });
      expect(inspect(error)).not.toContain('secret');
      await withSigstore({}, async (sigstore) => {
        expect(await failure(make(sigstore, { identityToken: tokenFromFile(path) }))).toMatchObject({
          service: 'identity-token',
          message: error.message,
        });
      });
    });
  });
});

it.each([undefined, null, {}, [], 'text', { caUrls: [] }])(
  'a signing configuration %j seals nothing',
  async (config) => {
    await withSigstore({}, async (sigstore) => {
      expect(await failure(make(sigstore, { signingConfig: config }))).toMatchObject({ service: 'sigstore' });
    });
  },
);

it('a signal ends the wait with its own reason', async () => {
  await withSigstore({}, async (sigstore) => {
    sigstore.faults.set('fulcio', 'hang');
    const signal = AbortSignal.timeout(20);
    for (const when of ['while it waits', 'before it begins'])
      await expect(make(sigstore, { signal }), when).rejects.toSatisfy((reason) => reason === signal.reason);
  });
});
