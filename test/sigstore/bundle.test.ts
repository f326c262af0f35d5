import { describe, expect, it } from 'vitest';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { edited, instance, NOW } from '../seal/sealing.ts';
import { check, HOUR, outcome, statement, wished } from './attested.ts';
import { newKeys, pem } from './forge.ts';

describe('time', () => {
  it.each([
    ['a timestamp after the certificate had expired', { timestamps: [NOW + HOUR] }],
    ['one good timestamp beside one from after', { timestamps: [NOW, NOW + HOUR] }],
    ['a timestamp from before the certificate', { timestamps: [NOW - HOUR] }],
    ['no time at all', { timestamps: [], promisedAt: null }],
    ['a promise of the log from after', { timestamps: [], promisedAt: NOW + HOUR }],
  ])('is refused: %s', (_, changed) => {
    expect(outcome(wished(changed))).toBe('attestation-invalid');
  });

  it('is not what an entry says without a promise', () => {
    const bundle = wished({ timestamps: [], promisedAt: null });
    const entry = 'verificationMaterial.tlogEntries.0.integratedTime';
    expect(outcome(edited(bundle, entry, String(NOW / 1000)))).toBe('attestation-invalid');
  });

  it('comes from an authority that was valid then, and not from one that merely was', () => {
    const root = trustedRootOf(instance, 'v1');
    const [authority] = root.timestampAuthorities;
    const ended = { ...authority, validFor: { start: '2000-01-01T00:00:00Z', end: '2026-11-21T00:00:00Z' } };
    const idle = { ...authority, certChain: { certificates: [] } };
    for (const timestampAuthorities of [[ended], [ended, idle], []])
      expect(outcome(wished(), { trustedRoot: JSON.stringify({ ...root, timestampAuthorities }) })).not.toBe('ok');
  });

  it('may be the last instant of an authority or a log: bounds belong to the time', () => {
    const root = trustedRootOf(instance, 'v1');
    const validFor = { start: '2026-11-22T09:00:00Z', end: '2026-11-22T09:00:00Z' };
    const [authority, log] = [root.timestampAuthorities[0], root.tlogs[0]];
    const bound = {
      ...root,
      timestampAuthorities: [{ ...authority, validFor }],
      tlogs: [{ ...log, publicKey: { ...log?.publicKey, validFor } }],
    };
    expect(outcome(wished(), { trustedRoot: JSON.stringify(bound) })).toBe('ok');
  });
});

describe('the log entry', () => {
  const other = newKeys();
  it.each([
    ['of another signature', { signature: Buffer.from('other') }],
    ['of another payload', { payload: Buffer.from('{}') }],
    [
      'of another certificate',
      { verifier: pem('PUBLIC KEY', other.publicKey.export({ format: 'der', type: 'spki' })) },
    ],
    ['that names no signer', { verifier: '' }],
  ])('%s is refused', (_, entered) => {
    for (const entry of ['dsse 0.0.1', 'intoto 0.0.2'] as const)
      expect(outcome(wished({ entry, entered }))).toBe('attestation-invalid');
  });

  const place = 'verificationMaterial.tlogEntries.0';
  const proof = `${place}.inclusionProof`;
  it.each([
    ['a negative index', `${proof}.logIndex`, '-1'],
    ['an index that is none', `${proof}.logIndex`, 'one'],
    ['an index outside the tree', `${proof}.logIndex`, '1'],
    ['a hash too many', `${proof}.hashes`, ['AAAA']],
    ['no checkpoint', `${proof}.checkpoint`, undefined],
    ['a checkpoint of nothing', `${proof}.checkpoint.envelope`, ''],
    ['a checkpoint that nobody signed', `${proof}.checkpoint.envelope`, 'rekor.sigstore.test\n1\nAAAA\n\n'],
    ['a promise of something else', `${place}.inclusionPromise.signedEntryTimestamp`, 'AAAA'],
    ['another time than the promised one', `${place}.integratedTime`, String(NOW / 1000 + 1)],
    ['another log', `${place}.logId.keyId`, 'AAAA'],
    ['another kind', `${place}.kindVersion.kind`, 'hashedrekord'],
    ['a kind that nobody knows', `${place}.kindVersion`, { kind: 'rfc3161', version: '0.0.1' }],
    ['another version', `${place}.kindVersion.version`, '0.0.2'],
    ['a body that is no JSON', `${place}.canonicalizedBody`, 'AAAA'],
    ['no proof', proof, undefined],
    ['no entry', place, undefined],
  ])('is refused with %s', (_, path, value) => {
    expect(outcome(edited(wished(), path, value))).toBe('attestation-invalid');
  });

  it('counts once, however often it is there', () => {
    const bundle = wished();
    const [entry] = [Reflect.get(Object(Reflect.get(bundle, 'verificationMaterial')), 'tlogEntries')].flat();
    expect(outcome(edited(bundle, 'verificationMaterial.tlogEntries', [entry, entry]))).toBe('attestation-invalid');
    const many = Array.from({ length: 33 }, () => entry);
    expect(check(edited(bundle, 'verificationMaterial.tlogEntries', many))).toMatchObject({
      expected: 'at most 32 log entries and timestamps',
    });
  });
});

describe('the envelope', () => {
  const signature = { sig: 'MEUCIQ==' };
  it.each([
    ['no signature', 'dsseEnvelope.signatures', []],
    ['two signatures', 'dsseEnvelope.signatures', [signature, signature]],
    ['another signature', 'dsseEnvelope.signatures', [signature]],
    ['another payload', 'dsseEnvelope.payload', Buffer.from('{}').toString('base64')],
    ['another payload type', 'dsseEnvelope.payloadType', 'application/json'],
    [
      'a second content',
      'messageSignature',
      { messageDigest: { algorithm: 'SHA2_256', digest: 'AA==' }, signature: 'AA==' },
    ],
    ['a second key', 'verificationMaterial.publicKey', { hint: 'any' }],
    ['an unknown version', 'mediaType', 'application/vnd.dev.sigstore.bundle.v0.4+json'],
    ['a version that goes on', 'mediaType', 'application/vnd.dev.sigstore.bundle+json;version=0.3.1'],
  ])('is refused with %s', (_, path, value) => {
    expect(outcome(edited(wished(), path, value))).toBe('attestation-invalid');
  });

  it('is refused with a type that it was signed with, and that is no statement', () => {
    expect(outcome(wished({ content: { statement, payloadType: 'application/json' } }))).toBe('attestation-invalid');
  });

  it.each([undefined, null])('is missing when there is %s', (bundle) => {
    expect(outcome(bundle)).toBe('attestation-missing');
  });
});
