import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { edited, IDENTITY, ISSUER, instance, NOW } from '../seal/sealing.ts';
import { check, outcome, STATEMENT, saying, signer, statement, wished } from './attested.ts';
import { fulcio, nameOf, newKeys, pem, type Wish } from './forge.ts';

describe('a good attestation', () => {
  it('says what was signed, by whom, when, and by whose word', () => {
    expect(check(wished())).toEqual({
      ok: true,
      statement: STATEMENT,
      digest: sha256(statement),
      signedAt: '2026-11-22T09:00:00Z',
      certificate: { identity: IDENTITY, issuer: ISSUER },
      confirmations: [
        { role: 'certificate authority', name: 'https://fulcio.sigstore.test', at: null },
        { role: 'certificate log', name: 'https://ctfe.sigstore.test', at: '2026-11-22T09:00:00Z' },
        { role: 'transparency log', name: 'https://rekor.sigstore.test', at: '2026-11-22T09:00:00Z' },
        { role: 'timestamp authority', name: 'https://tsa.sigstore.test', at: '2026-11-22T09:00:00Z' },
      ],
    });
  });

  it.each(['0.1', '0.2', '0.3'] as const)('may be of bundle version %s', (version) => {
    expect(outcome(wished({ version }))).toBe('ok');
  });

  it.each(['dsse 0.0.1', 'intoto 0.0.2', 'hashedrekord 0.0.1', 'hashedrekord 0.0.2'] as const)(
    'may be logged as %s',
    (entry) => {
      expect(outcome(wished({ entry }))).toBe('ok');
    },
  );

  it('was signed at the earliest instant that somebody proves', () => {
    expect(check(wished({ promisedAt: NOW + 60_000, timestamps: [NOW + 30_000] }))).toMatchObject({
      signedAt: '2026-11-22T09:00:30Z',
    });
  });

  it('may have an older statement type, whose fields are the same', () => {
    expect(outcome(saying(statement.replace('Statement/v1', 'Statement/v0.1')))).toBe('ok');
  });

  it('may name its issuer in the older way alone', () => {
    expect(outcome(wished({ extensions: [nameOf(IDENTITY), fulcio(1, ISSUER)] }))).toBe('ok');
  });
});

describe('a managed key', () => {
  const keys = newKeys();
  const publicKey = pem('PUBLIC KEY', keys.publicKey.export({ format: 'der', type: 'spki' }));
  const managed = (changed: Partial<Wish> = {}) => wished({ managed: true, keys, ...changed });

  it('proves an attestation, without a timestamp too: then nobody says when', () => {
    expect(check(managed(), { signer: { publicKey } })).toMatchObject({ ok: true, certificate: null });
    const timeless = managed({ promisedAt: null, timestamps: [] });
    expect(check(timeless, { signer: { publicKey } })).toMatchObject({ ok: true, signedAt: null });
  });

  it('still needs the log in the public profile, and in the private one where the root names a log', () => {
    const unlogged = managed({ entry: null });
    const none = JSON.stringify(trustedRootOf(instance, 'none'));
    expect(outcome(unlogged, { signer: { publicKey } })).toBe('attestation-invalid');
    expect(outcome(unlogged, { signer: { publicKey }, profile: 'private' })).toBe('attestation-invalid');
    expect(outcome(unlogged, { signer: { publicKey }, profile: 'private', trustedRoot: none })).toBe('ok');
  });

  it.each([
    [
      'another key',
      pem('PUBLIC KEY', newKeys().publicKey.export({ format: 'der', type: 'spki' })),
      'attestation-invalid',
    ],
    ['no key', '', 'attestation-identity-mismatch'],
    ['something else', 'ssh-ed25519 AAAA', 'attestation-identity-mismatch'],
  ])('that is %s proves nothing', (_, publicKey, code) => {
    expect(outcome(managed(), { signer: { publicKey } })).toBe(code);
  });

  it('is not a certificate, nor a certificate one', () => {
    expect(outcome(wished({ keys }), { signer: { publicKey } })).toBe('attestation-identity-mismatch');
    expect(outcome(managed())).toBe('attestation-identity-mismatch');
  });
});

describe('what was verified once', () => {
  it('is asked anew when anything about the question changes', () => {
    const bundle = wished();
    expect(outcome(bundle)).toBe('ok');
    expect(outcome(bundle)).toBe('ok');
    expect(outcome(bundle, { signer: { ...signer, identity: 'https://other.example' } })).toBe(
      'attestation-identity-mismatch',
    );
    expect(outcome(bundle, { signer: { ...signer, claims: { buildTrigger: 'push' } } })).toBe(
      'attestation-identity-mismatch',
    );
    expect(outcome(bundle, { trustedRoot: JSON.stringify(trustedRootOf(newInstance(), 'v1')) })).toBe(
      'attestation-invalid',
    );
    expect(outcome(edited(bundle, 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')))).toBe(
      'attestation-invalid',
    );
  });

  it('without a log stays refused in the public profile, though it is good in the private one', () => {
    const bundle = wished({ entry: null, unlogged: true });
    const none = { trustedRoot: JSON.stringify(trustedRootOf(instance, 'none')) };
    expect(outcome(bundle, { ...none, profile: 'private' })).toBe('ok');
    expect(outcome(bundle, { ...none, profile: 'public' })).toBe('attestation-invalid');
    expect(outcome(bundle, { ...none, ...JSON.parse('{"profile":"Private"}') })).toBe('attestation-invalid');
  });
});

describe('the trusted root', () => {
  const root = trustedRootOf(instance, 'v1');
  const under = (changed: object) => outcome(wished(), { trustedRoot: JSON.stringify(changed) });

  it('is refused when a key does not say since when it is valid, also one that this bundle does not need', () => {
    expect(under(edited(root, 'tlogs.0.publicKey.validFor.start', undefined))).toBe('trust-root-stale');
    expect(under(edited(root, 'ctlogs.0.publicKey.validFor', undefined))).toBe('trust-root-stale');
    expect(under({ ...root, tlogs: [...root.tlogs, { ...root.tlogs[0], publicKey: {} }] })).toBe('trust-root-stale');
  });

  it('may hold another authority of the same name: chain and certificate log are those of who issued', () => {
    const decoy = newInstance().ca;
    const authority = {
      ...root.certificateAuthorities[0],
      uri: 'https://decoy.example',
      certChain: { certificates: [{ rawBytes: decoy.certificate.toString('base64') }] },
    };
    const both = { ...root, certificateAuthorities: [authority, ...root.certificateAuthorities] };
    expect(check(wished(), { trustedRoot: JSON.stringify(both) })).toMatchObject({
      ok: true,
      confirmations: [{ name: 'https://fulcio.sigstore.test' }, {}, {}, {}],
    });
    expect(under({ ...root, certificateAuthorities: [authority] })).toBe('attestation-invalid');
  });

  it('that is older than the attestation is called stale, not the attestation bad', () => {
    expect(under(edited(root, 'tlogs.0.publicKey.validFor.end', '2026-01-01T00:00:00Z'))).toBe('trust-root-stale');
    expect(under(edited(root, 'certificateAuthorities.0.validFor.end', '2026-01-01T00:00:00Z'))).toBe(
      'trust-root-stale',
    );
  });

  it('of another instance proves nothing', () => {
    expect(under(trustedRootOf(newInstance(), 'v1'))).toBe('attestation-invalid');
  });
});
