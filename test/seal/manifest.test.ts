import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/digest/digest.ts';
import type { SealPolicy } from '../../src/policy/seal-policy.ts';
import { bundleOver, type SealBundle } from '../../src/seal/bundle.ts';
import { checkIntendedSeal, type IntendedSeal } from '../../src/seal/intended.ts';
import { type Job, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { sum } from '../ledger/sample.ts';
import { edited, instance, intent, manifestFor, sealWith, withSigstore } from './sealing.ts';

const place = { repository: 77, number: 12, hash: sum('6') };
const trustedRoot = JSON.stringify(trustedRootOf(instance, 'none'));
const policy: SealPolicy = {
  schema: 'governance.v1.SealPolicy',
  profile: 'private',
  identity: 'https://github.com/acme/governance/.github/workflows/seal.yml@refs/heads/main',
  issuer: 'https://token.actions.githubusercontent.com',
  trusted_root: 'trusted-root.json',
  workflow: { file: 'seal.yml', repository: 77 },
  signing_config: 'signing-config.json',
};
const job: Job = {
  repository: 'acme/governance',
  repositoryId: 77,
  ownerId: 7,
  visibility: 'private',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  workflow: { name: 'seal', path: '.github/workflows/seal.yml' },
  event: 'workflow_dispatch',
  actor: { login: 'countersign[bot]', id: 1 },
  run: { id: 1, number: 1, attempt: 1 },
  runner: 'github-hosted',
};
const sealAs = (change: Partial<Job>, claims: object = {}) =>
  withSigstore({ log: 'none' }, (sigstore) =>
    sealWith(sigstore, manifestFor(), { ...jobIdentity({ ...job, ...change }), ...claims }),
  );
const outcome = (bundle: unknown, change: Partial<IntendedSeal> = {}) => {
  const found = checkIntendedSeal({ bundle, intent, place, policy, trustedRoot, ...change });
  return found.ok ? 'ok' : found.code;
};
let seal: SealBundle;
beforeAll(async () => {
  seal = await sealAs({});
});

describe('the seal of a workflow', () => {
  it('counts from the workflow on main, in its repository, dispatched, on a machine of GitHub’s', () => {
    expect(outcome(seal)).toBe('ok');
  });

  it.each<[what: string, job: Partial<Job>, claims?: object]>([
    ['another workflow', { workflow: { name: 'seal', path: '.github/workflows/test.yml' } }],
    ['another branch', { ref: 'refs/heads/main2' }],
    ['a tag of the same name', { ref: 'refs/tags/main' }],
    ['another repository that calls the same workflow', { repositoryId: 78 }],
    ['a self-hosted runner', { runner: 'self-hosted' }],
    ['a push', { event: 'push' }],
    ['a workflow on main that a branch calls', {}, { ref: 'refs/heads/feature' }],
  ])('does not count from %s', async (_, change, claims) => {
    expect(outcome(await sealAs(change, claims))).toBe('attestation-identity-mismatch');
  });

  it('is over one intent: the same terms in another entry are not sealed by it', () => {
    expect(outcome(seal, { place: { ...place, number: 13 } })).toBe('attestation-subject-mismatch');
    expect(outcome(seal, { intent: { ...intent, head: 'c'.repeat(40) } })).toBe('attestation-subject-mismatch');
  });

  it('does not count as the seal of a bot of the same name, nor that one as a workflow’s', async () => {
    const { workflow: _, signing_config: __, ...inProcess } = policy;
    expect(outcome(seal, { policy: { ...inProcess, issuer: 'https://login.acme.example' } })).toBe(
      'attestation-identity-mismatch',
    );
    const bot = await withSigstore({ log: 'none' }, (sigstore) =>
      sealWith(sigstore, manifestFor(), { subject: policy.identity, issuer: policy.issuer }),
    );
    expect(outcome(bot)).toBe('attestation-identity-mismatch');
    expect(outcome(bot, { policy: inProcess })).toBe('ok');
  });
});

describe('a bundle that somebody left', () => {
  it('is taken without what they put beside it', () => {
    const left = { ...seal, comment: 'x'.repeat(100_000) };
    expect(bundleOver(left, sha256(manifestFor()))).toEqual(seal);
  });

  it('is passed over when it is about something else, or no bundle', () => {
    expect(bundleOver(seal, sha256('another'))).toBe(null);
    for (const other of [null, 'text', {}, [], edited(seal, 'dsseEnvelope', undefined)])
      expect(bundleOver(other, sha256(manifestFor()))).toBe(null);
  });
});
