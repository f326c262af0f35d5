import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { type KeylessToCheck, keylessClaim, keylessIn } from '../../src/signature/keyless.ts';
import { bundleIn, reviewBody } from '../../src/signature/review-body.ts';
import { type CrossSign, crossSignBytes, crossSignStatement } from '../../src/signature/statement.ts';
import { jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import type { Identity } from '../../src/standin/sigstore/token.ts';
import { edited, ISSUER, instance, NOW, sealWith } from '../seal/sealing.ts';

const ANN = 'ann@acme.example';
const GITHUB = 'https://github.com/login/oauth';
const WAIT = { verdict: 'approve', option: 'wait' } as const;
const sign: CrossSign = {
  repository: 9001,
  packet: 'bpe-2026-014',
  revision: 2,
  number: 1,
  file: sha256('the file'),
  manifest: sha256('the manifest'),
  outcome: WAIT,
};

let sigstore: Sigstore;
let wanted: KeylessToCheck;
beforeAll(async () => {
  sigstore = await startSigstore({ clock: { now: () => NOW }, instance });
  const trust = { trustedRoot: JSON.stringify(sigstore.trustedRoot), profile: 'public' } as const;
  wanted = { sign, identities: [{ issuer: ISSUER, subject: ANN }], trust };
});
afterAll(() => sigstore.close());

const signed = (over: Partial<CrossSign> = {}, who: Partial<Identity> = { email: ANN }) =>
  sealWith(sigstore, crossSignBytes({ ...sign, ...over }), who);
/** `proven`, or the code of the refusal. */
const outcome = (bundle: unknown, changed: Partial<KeylessToCheck> = {}) => {
  const claim = keylessClaim(bundle, { ...wanted, ...changed });
  return claim.proven ? 'proven' : claim.code;
};

describe('a keyless signature', () => {
  it('proves that a person signed this outcome with an identity of theirs, and when', async () => {
    expect(keylessClaim(await signed(), wanted)).toEqual({
      proven: true,
      identity: ANN,
      issuer: ISSUER,
      signed_at: '2026-11-22T09:00:00Z',
    });
  });

  it('may be by any of the identities that the person has', async () => {
    const identities = [{ issuer: 'https://other.example', subject: ANN }, ...wanted.identities];
    expect(outcome(await signed(), { identities })).toBe('proven');
  });

  it.each([
    ['another outcome', { outcome: { verdict: 'reject' } }],
    ['another repository', { repository: 9002 }],
    ['another packet', { packet: 'bpe-2026-015' }],
    ['another revision', { revision: 3 }],
    ['another decision', { number: 2 }],
    ['other bytes of the file', { file: sha256('another file') }],
    ['another manifest', { manifest: sha256('another manifest') }],
  ] as const)('L44: over %s proves nothing here', async (_, over) => {
    expect(outcome(await signed(over))).toBe('attestation-subject-mismatch');
  });

  it('says in which parts what was signed differs', async () => {
    expect(keylessClaim(await signed({ outcome: { verdict: 'reject' } }), wanted)).toMatchObject({
      expected: 'outcome {"option":"wait","verdict":"approve"}',
      seen: 'outcome {"verdict":"reject"}',
    });
  });

  it.each([
    ['somebody else', { email: 'ben@acme.example' }],
    ['the same name by another issuer', { email: ANN, issuer: 'https://other.example' }],
    ['a name that only begins alike', { email: `${ANN}.other.example` }],
  ])('L41: of %s proves nothing', async (_, who) => {
    expect(outcome(await signed({}, who))).toBe('attestation-identity-mismatch');
  });

  it('of somebody without a listed identity proves nothing', async () => {
    expect(outcome(await signed(), { identities: [] })).toBe('attestation-identity-mismatch');
  });

  it.each([GITHUB, 'https://token.actions.githubusercontent.com', 'https://token.actions.acme.ghe.com'])(
    'L42: by %s proves nothing though it is listed: it is the GitHub account once more',
    async (issuer) => {
      const identities = [{ issuer, subject: ANN }];
      expect(keylessClaim(await signed({}, { email: ANN, issuer }), { ...wanted, identities })).toMatchObject({
        code: 'attestation-identity-mismatch',
        seen: 'only such as log in through the GitHub account',
      });
      const both = [...identities, ...wanted.identities];
      expect(outcome(await signed({}, { email: ANN, issuer }), { identities: both })).toBe(
        'attestation-identity-mismatch',
      );
    },
  );

  it('L45: of a build proves nothing, whoever listed its identity', async () => {
    const job = jobIdentity({
      repository: 'acme/app',
      repositoryId: 3,
      ownerId: 4,
      visibility: 'private',
      ref: 'refs/heads/main',
      sha: 'a'.repeat(40),
      workflow: { name: 'ci', path: '.github/workflows/ci.yml' },
      event: 'push',
      actor: { login: 'ann', id: 1001 },
      run: { id: 5, number: 1, attempt: 1 },
      runner: 'github-hosted',
    });
    const issuer = 'https://ci.acme.example';
    const subject = `https://github.com/${job.job_workflow_ref}`;
    const bundle = await sealWith(sigstore, crossSignBytes(sign), { ...job, issuer });
    expect(keylessClaim(bundle, { ...wanted, identities: [{ issuer, subject }] })).toMatchObject({
      code: 'attestation-identity-mismatch',
      expected: "a person's certificate",
    });
  });

  it('proves nothing when the envelope was changed, or another Sigstore made it', async () => {
    const bundle = await signed();
    const other = Buffer.from(crossSignBytes({ ...sign, outcome: { verdict: 'reject' } })).toString('base64');
    expect(outcome(edited(bundle, 'dsseEnvelope.payload', other))).toBe('attestation-invalid');
    const stranger = await startSigstore({ clock: { now: () => NOW } });
    const strange = await sealWith(stranger, crossSignBytes(sign), { email: ANN });
    await stranger.close();
    expect(outcome(strange)).not.toBe('proven');
    for (const none of [undefined, null, 7, {}]) expect(outcome(none)).not.toBe('proven');
  });

  it('L44: proves nothing over the same words in another form: only one set of bytes is signed', async () => {
    const spaced = JSON.stringify(crossSignStatement(sign), null, 1);
    const claim = keylessClaim(await sealWith(sigstore, spaced, { email: ANN }), wanted);
    expect(claim).toMatchObject({ code: 'attestation-subject-mismatch', seen: 'another form' });
  });
});

describe('what a signature says that counts for nothing', () => {
  it('L95: is told in a few words, however long it is: claims are recorded, and hold those of all reviews', async () => {
    const { predicate, ...rest } = crossSignStatement(sign);
    const padded = JSON.stringify({ ...rest, predicate: { ...predicate, ['x'.repeat(20_000)]: 1 } });
    const claim = keylessClaim(await sealWith(sigstore, padded, { email: ANN }), wanted);
    expect(claim).toMatchObject({ code: 'attestation-subject-mismatch' });
    expect(JSON.stringify(claim).length).toBeLessThan(2000);
  });
});

describe('what is signed', () => {
  it('is one in-toto statement about the file of the decision, byte for byte', () => {
    const text = new TextDecoder().decode(crossSignBytes(sign));
    expect(text).toBe(canonicalJson(JSON.parse(text)));
    expect(JSON.parse(text)).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: 'https://countersign.dev/cross-sign/v1',
      subject: [{ name: 'decisions/bpe-2026-014/r2-d1.yaml', digest: { sha256: sha256('the file').slice(7) } }],
      predicate: {
        repository: 9001,
        packet: 'bpe-2026-014',
        revision: 2,
        decision: 1,
        manifest: sha256('the manifest'),
        outcome: { verdict: 'approve', option: 'wait' },
      },
    });
  });
});

describe('the text of a review', () => {
  let bundle: SealBundle;
  beforeAll(async () => {
    bundle = await signed();
  });
  const claim = (body: string) => {
    const found = keylessIn(body, wanted);
    return found === null ? 'none' : found.proven ? 'proven' : found.code;
  };

  it('carries the signature beside the line that signs', () => {
    const body = reviewBody(WAIT, bundle);
    expect(body).toMatch(/^\/countersign sign wait\n\n```json\n\{.*\}\n```\n$/);
    expect(claim(body)).toBe('proven');
    expect(claim(body.replaceAll('\n', '\r\n'))).toBe('proven');
    expect(claim(`Looks right to me.\n\n${body}\n\n\`\`\`json\n{"other": 1}\n\`\`\`\n`)).toBe('proven');
  });

  it.each([
    ['no text', () => ''],
    ['only the line', () => '/countersign sign wait'],
    ['other JSON', () => '```json\n{}\n```'],
    ['a quote of it', () => reviewBody(WAIT, bundle).replace(/^/gm, '> ')],
    ['the bundle outside of a fence', () => JSON.stringify(bundle)],
  ])('carries none with %s', (_, body) => {
    expect(claim(body())).toBe('none');
  });

  it.each([
    ['two of them', () => reviewBody(WAIT, bundle) + reviewBody(WAIT, bundle)],
    ['one that was cut', () => reviewBody(WAIT, bundle).replace('}\n```', '\n```')],
    ['a key twice', () => reviewBody(WAIT, bundle).replace('{', '{"mediaType":"other",')],
    ['one that is too long', () => reviewBody(WAIT, bundle).replace('{', `{${' '.repeat(40_000)}`)],
  ])('is refused, and not passed over, with %s', (_, body) => {
    expect(claim(body())).toBe('attestation-invalid');
  });

  it('is taken for what verifies and nothing beside it', () => {
    const more = { ...bundle, note: 'and more', $comment: 'x'.repeat(100) };
    expect(bundleIn(reviewBody(WAIT, more))).toEqual({ found: 'one', bundle });
  });
});
