import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { check, edited, instance, manifestFor, NOW, outcomeOf, pathsOf, sealWith, withSigstore } from './sealing.ts';

const root = trustedRootOf(instance, 'v2');
const MATERIAL = 'verificationMaterial';
/** Of the manifest, and of the manifest of another revision: both good. */
let seal: SealBundle;
let otherSeal: SealBundle;

beforeAll(() =>
  withSigstore({}, async (sigstore) => {
    seal = await sealWith(sigstore);
    otherSeal = await sealWith(sigstore, manifestFor(`sha256:${'9'.repeat(64)}`));
  }),
);

/** The outcome for the good seal with one place of the bundle changed. */
const withChanged = (path: string, value: unknown) => outcomeOf(check(edited(seal, path, value), root));
const partOf = (bundle: unknown, path: string) =>
  path.split('.').reduce((place: unknown, key) => Reflect.get(Object(place), key), bundle);

describe('a good seal', () => {
  for (const year of [2026, 2031])
    for (const log of ['v2', 'v1', 'none'] as const)
      it(`verifies in ${year} with log ${log}, and says what was sealed and when`, async () => {
        const clock = { now: () => Date.UTC(year, 1, 3, 4, 5, 6) };
        const profile = log === 'none' ? 'private' : 'public';
        const { bundle, trustedRoot } = await withSigstore({ clock, log }, async (sigstore) => ({
          bundle: await sealWith(sigstore),
          trustedRoot: sigstore.trustedRoot,
        }));
        const result = check(bundle, trustedRoot, { profile });
        expect(result).toMatchObject({
          ok: true,
          digest: sha256(manifestFor()),
          sealedAt: `${year}-02-03T04:05:06Z`,
          statement: { predicate: { head: 'a'.repeat(40), repository: 77 } },
        });
      });

  it('of an email identity verifies', async () => {
    const bundle = await withSigstore({}, (sigstore) =>
      sealWith(sigstore, manifestFor(), { email: 'ann@acme.example' }),
    );
    expect(outcomeOf(check(bundle, root, { identity: 'ann@acme.example' }))).toBe('ok');
  });

  it('verifies wherever it stands in a log that grows', async () => {
    await withSigstore({}, async (sigstore) => {
      for (let entry = 0; entry < 9; entry++)
        expect(outcomeOf(check(await sealWith(sigstore), sigstore.trustedRoot)), `entry ${entry}`).toBe('ok');
    });
  });

  it('stays good when its authorities have expired since', () => {
    const since = edited(root, 'certificateAuthorities.0.validFor.end', new Date(NOW + 1000).toISOString());
    expect(outcomeOf(check(seal, since))).toBe('ok');
  });

  it('verifies with a log in the private profile too, where the trusted root names that log', () => {
    expect(outcomeOf(check(seal, root, { profile: 'private' }))).toBe('ok');
  });
});

describe('the signer', () => {
  const signed = { identity: 'https://countersign.acme.example/sealer', issuer: 'https://login.acme.example' };

  it.each([
    ['another identity', { identity: 'https://countersign.evil.example/sealer' }],
    ['a prefix of the identity', { identity: signed.identity.slice(0, -1) }],
    ['an identity that goes on', { identity: `${signed.identity}2` }],
    ['a pattern that matches', { identity: 'https://countersign.acme.example/.*' }],
    ['a dot that is any character', { identity: signed.identity.replace('acme', 'a.me') }],
    ['no identity', { identity: '' }],
    ['another issuer', { issuer: 'https://login.evil.example' }],
    ['a prefix of the issuer', { issuer: 'https://login.acme' }],
    ['no issuer', { issuer: '' }],
    ['a repository that the certificate does not name', { claims: { sourceRepositoryId: '9001' } }],
  ])('is refused when policy names %s', (_, changed) => {
    expect(check(seal, root, changed)).toMatchObject({ ok: false, code: 'attestation-identity-mismatch' });
  });

  it('is told in the refusal, beside the one that was wanted', () => {
    const refusal = check(seal, root, { identity: 'https://other.example' });
    expect(refusal).toMatchObject({ expected: 'only `https://other.example`', seen: `\`${signed.identity}\`` });
  });

  it('with an issuer longer than 127 bytes is compared whole', async () => {
    const issuer = `https://login.acme.example/${'a'.repeat(300)}`;
    const bundle = await withSigstore({}, (sigstore) => sealWith(sigstore, manifestFor(), { issuer }));
    expect(outcomeOf(check(bundle, root, { issuer }))).toBe('ok');
    expect(outcomeOf(check(bundle, root, { issuer: `${issuer}a` }))).toBe('attestation-identity-mismatch');
  });
});

describe('what is sealed', () => {
  const subjects = { 'packets/bpe-2026-014/SHA256SUMS': sha256('x'), 'packets/bpe-2026-014/terms.json': sha256('y') };
  const hex = (text: string) => sha256(text).slice('sha256:'.length);
  const listing = { name: 'packets/bpe-2026-014/SHA256SUMS', digest: { sha256: hex('x') } };
  const terms = { name: 'packets/bpe-2026-014/terms.json', digest: { sha256: hex('y') } };
  const predicateType = 'https://countersign.dev/manifest/v1';
  const statementOf = (subject: unknown) =>
    canonicalJson({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate: {} });
  const sealed = async (statement: string) => {
    const bundle = await withSigstore({}, (sigstore) => sealWith(sigstore, statement));
    return outcomeOf(check(bundle, root, { subjects, predicateType }));
  };

  it('is good in any order of subjects', async () => {
    expect(await sealed(statementOf([terms, listing]))).toBe('ok');
  });

  it.each([
    ['a subject is missing', [listing]],
    ['a subject is added', [listing, terms, { name: 'more', digest: { sha256: hex('z') } }]],
    ['a subject comes twice', [listing, listing]],
    ['a digest is another', [listing, { ...terms, digest: { sha256: hex('z') } }]],
    [
      'digests are swapped',
      [
        { ...listing, digest: terms.digest },
        { ...terms, digest: listing.digest },
      ],
    ],
    ['a name holds the line of another', [{ ...listing, name: `${listing.name}\n${hex('y')}  ${terms.name}` }]],
    ['a digest is in upper case', [listing, { ...terms, digest: { sha256: hex('y').toUpperCase() } }]],
    ['a digest is too short', [listing, { ...terms, digest: { sha256: hex('y').slice(0, 40) } }]],
    ['the algorithm is sha1', [listing, { ...terms, digest: { sha1: hex('y').slice(0, 40) } }]],
    ['the algorithm is sha512', [listing, { ...terms, digest: { sha512: hex('y') + hex('x') } }]],
    ['another algorithm stands beside sha256', [listing, { ...terms, digest: { gitCommit: 'f', sha256: hex('y') } }]],
  ])('is another thing when %s', async (_, subject) => {
    expect(await sealed(statementOf(subject))).toBe('attestation-subject-mismatch');
  });

  it('is another revision: refused however good the seal is', () => {
    expect(outcomeOf(check(otherSeal, root))).toBe('attestation-subject-mismatch');
  });

  it('is of another predicate type: then there is no seal of the right one', () => {
    const predicateType = 'https://countersign.dev/conclusion/v1';
    expect(outcomeOf(check(seal, root, { predicateType }))).toBe('attestation-missing');
  });

  const good = statementOf([listing, terms]);
  it.each([
    ['a duplicate key', good.replace('{', '{"subject":[],')],
    ['a duplicate key inside', good.replace('"predicate":{}', '"predicate":{"a":1,"a":1}')],
    ['space that RFC 8785 does not write', good.replace('{', '{ ')],
    ['another order of keys', `${good.replace(/}$/, '')},"_a":1}`],
    ['an unknown key', canonicalJson({ ...JSON.parse(good), more: 1 })],
    ['another kind of statement', good.replace('Statement/v1', 'Statement/v0.1')],
    ['no subject', statementOf([])],
    ['text after the JSON', `${good} `],
    ['no JSON', 'packets/bpe-2026-014'],
    ['nesting without end', '['.repeat(100_000)],
  ])('is refused with %s', async (_, statement) => {
    expect(await sealed(statement)).toBe('attestation-invalid');
  });
});

describe('the envelope', () => {
  it.each([
    ['no signature', 'dsseEnvelope.signatures', []],
    ['no envelope', 'dsseEnvelope', undefined],
    ['another payload', 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')],
    ['another payload type', 'dsseEnvelope.payloadType', 'application/json'],
    ['another version', 'mediaType', 'application/vnd.dev.sigstore.bundle.v0.4+json'],
    ['a version that goes on', 'mediaType', 'application/vnd.dev.sigstore.bundle.v0.3+json;x'],
    ['an old version', 'mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.2'],
    ['no certificate', `${MATERIAL}.certificate`, undefined],
    ['no log entry', `${MATERIAL}.tlogEntries`, []],
    ['no inclusion proof', `${MATERIAL}.tlogEntries.0.inclusionProof`, undefined],
    ['a negative index', `${MATERIAL}.tlogEntries.0.inclusionProof.logIndex`, '-1'],
    ['another checkpoint', `${MATERIAL}.tlogEntries.0.inclusionProof.checkpoint.envelope`, 'a\n1\nb\n\n\u2014 a b\n'],
    ['no timestamp', `${MATERIAL}.timestampVerificationData`, undefined],
    ['an empty list of timestamps', `${MATERIAL}.timestampVerificationData.rfc3161Timestamps`, []],
  ])('is refused with %s', (_, path, value) => {
    expect(withChanged(path, value)).toBe('attestation-invalid');
  });

  it('is refused with two signatures, also with the same one twice', () => {
    const [one] = [partOf(seal, 'dsseEnvelope.signatures.0')];
    const other = partOf(otherSeal, 'dsseEnvelope.signatures.0');
    expect(withChanged('dsseEnvelope.signatures', [one, one])).toBe('attestation-invalid');
    expect(withChanged('dsseEnvelope.signatures', [one, other])).toBe('attestation-invalid');
  });

  it('is refused with a message signature in its place', () => {
    const message = { messageDigest: { algorithm: 'SHA2_256', digest: 'YQ==' }, signature: 'YQ==' };
    const { dsseEnvelope: _, ...rest } = seal;
    expect(outcomeOf(check({ ...rest, messageSignature: message }, root))).toBe('attestation-invalid');
  });

  it.each([
    'dsseEnvelope.signatures.0.sig',
    `${MATERIAL}.certificate`,
    `${MATERIAL}.tlogEntries`,
    `${MATERIAL}.timestampVerificationData`,
    MATERIAL,
  ])('is refused with another seal’s %s', (path) => {
    expect(withChanged(path, partOf(otherSeal, path))).toBe('attestation-invalid');
  });

  it('is refused when the certificate had expired before the timestamp', async () => {
    let now = NOW;
    // The certificate is made first.
    const onWrite = () => {
      now += 3_600_000;
      return 'proceed' as const;
    };
    const bundle = await withSigstore({ clock: { now: () => now }, onWrite }, (sigstore) => sealWith(sigstore));
    expect(outcomeOf(check(bundle, root))).toBe('attestation-invalid');
  });

  it('is refused without a log in the public profile', async () => {
    const bundle = await withSigstore({ log: 'none' }, (sigstore) => sealWith(sigstore));
    expect(outcomeOf(check(bundle, root))).toBe('attestation-invalid');
    expect(outcomeOf(check(bundle, trustedRootOf(instance, 'none')))).toBe('attestation-invalid');
  });

  it.each([undefined, null])('is missing when there is %s', (bundle) => {
    expect(outcomeOf(check(bundle, root))).toBe('attestation-missing');
  });
});

describe('the trusted root', () => {
  const soon = new Date(NOW - 1000).toISOString();
  const never = 'not a date';

  it('of another instance verifies nothing', () => {
    expect(outcomeOf(check(seal, trustedRootOf(newInstance(), 'v2')))).toBe('attestation-invalid');
  });

  it.each([
    ['a log key does not say since when', 'tlogs.0.publicKey.validFor', undefined],
    ['a log key says no date', 'tlogs.0.publicKey.validFor.start', never],
    ['a certificate log key does not say since when', 'ctlogs.0.publicKey.validFor.start', undefined],
    ['an authority does not say since when', 'certificateAuthorities.0.validFor', undefined],
    ['the certificate authority had expired', 'certificateAuthorities.0.validFor.end', soon],
    ['the timestamp authority had expired', 'timestampAuthorities.0.validFor.end', soon],
    ['the log had ended', 'tlogs.0.publicKey.validFor.end', soon],
    ['there is no certificate authority', 'certificateAuthorities', []],
    ['there is no timestamp authority', 'timestampAuthorities', []],
    ['a key is none', 'tlogs.0.publicKey.rawBytes', 'AAAA'],
    ['a certificate is none', 'certificateAuthorities.0.certChain.certificates.0.rawBytes', 'AAAA'],
    ['it is of an unknown version', 'mediaType', 'application/vnd.dev.sigstore.trustedroot+json;version=9'],
  ])('is stale when %s', (_, path, value) => {
    expect(outcomeOf(check(seal, edited(root, path, value)))).toBe('trust-root-stale');
  });

  it.each(['', 'null', '[]', '{}', '{"mediaType":1}', '{'])('is stale when the file is `%s`', (trustedRoot) => {
    expect(outcomeOf(check(seal, root, { trustedRoot }))).toBe('trust-root-stale');
  });
});

describe('whatever comes', () => {
  const values = [undefined, null, '', 'x', 7, [], {}, 'A'.repeat(100)];

  it('a check never throws, and what it lets pass is what was sealed', () => {
    const passed = pathsOf(seal).flatMap((path) =>
      values.map((value) => check(edited(seal, path, value), root)).filter((result) => result.ok),
    );
    expect(new Set(passed.map(({ digest }) => digest))).toEqual(new Set([sha256(manifestFor())]));
  });

  it.each([7, 'text', true, [], {}, [[]], { dsseEnvelope: null }])('%j is no seal', (bundle) => {
    expect(outcomeOf(check(bundle, root))).toBe('attestation-invalid');
  });

  it('what is seen is one short line, even if the bundle says otherwise', () => {
    const result = check(edited(seal, 'dsseEnvelope.payloadType', `a\nb${'\u{1f600}'.repeat(4000)}`), root);
    expect(result.ok || result.seen).toMatch(/^[^\n]{1,300}$/);
    expect(result.ok || result.seen.isWellFormed()).toBe(true);
  });
});
