import { beforeAll, describe, expect, it } from 'vitest';
import { type ConclusionIntent, conclusionStatement } from '../../src/conclusion/statement.ts';
import { manifestOf } from '../../src/manifest/manifest.ts';
import { statementBytes } from '../../src/manifest/statement.ts';
import type { SealBundle } from '../../src/seal/bundle.ts';
import { checkIntendedSeal, type IntendedSeal } from '../../src/seal/intended.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { concludeIntent } from '../ledger/decided.ts';
import { sum } from '../ledger/sample.ts';
import { IDENTITY, ISSUER, instance, intent as manifestIntent, sealWith, withSigstore } from './sealing.ts';

const place = { repository: 77, number: 17, hash: sum('6') };
const intent: ConclusionIntent = concludeIntent().body;
const policy = {
  schema: 'governance.v1.SealPolicy',
  profile: 'public',
  identity: IDENTITY,
  issuer: ISSUER,
  trusted_root: 'root.json',
} as const;
const trustedRoot = JSON.stringify(trustedRootOf(instance, 'v2'));
const outcome = (bundle: unknown, change: Partial<IntendedSeal> = {}) => {
  const found = checkIntendedSeal({ bundle, intent, place, policy, trustedRoot, ...change });
  return found.ok ? 'ok' : found.code;
};
let seal: SealBundle;
beforeAll(async () => {
  seal = await withSigstore({}, (sigstore) => sealWith(sigstore, statementBytes(conclusionStatement(intent, place))));
});

describe('the seal of a conclusion', () => {
  it('is over what its intent concludes, by whom policy names', () => {
    expect(outcome(seal)).toBe('ok');
    expect(outcome(seal, { policy: { ...policy, identity: 'https://other.example' } })).toBe(
      'attestation-identity-mismatch',
    );
  });

  it('is over one intent: the same conclusion in another entry, or by other rules, is not sealed by it', () => {
    expect(outcome(seal, { place: { ...place, number: 18 } })).toBe('attestation-subject-mismatch');
    expect(outcome(seal, { intent: { ...intent, policy_commit: 'f'.repeat(40) } })).toBe(
      'attestation-subject-mismatch',
    );
  });

  it.each([
    ['outcome', concludeIntent({ outcome: { verdict: 'reject' }, option: null }).body],
    ['file', concludeIntent({ file: sum('0') }).body],
    ['signer', concludeIntent({ signers: intent.conclusion.signers.map((one) => ({ ...one, person: 'eve' })) }).body],
  ])('does not stand for another %s', (_, other) => {
    expect(outcome(seal, { intent: other })).toBe('attestation-subject-mismatch');
  });

  it('never stands for a manifest, nor a manifest for it: a release is no decision', async () => {
    const released = await withSigstore({}, (sigstore) =>
      sealWith(sigstore, statementBytes(manifestOf(manifestIntent, place))),
    );
    expect(outcome(released)).toBe('attestation-missing');
    expect(outcome(released, { intent: manifestIntent })).toBe('ok');
    expect(outcome(seal, { intent: manifestIntent })).toBe('attestation-missing');
  });
});
