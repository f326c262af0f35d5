import { describe, expect, it } from 'vitest';
import type { EvidencePolicy } from '../../src/policy/evidence-policy.ts';
import { type Job, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { rulesOf } from '../nouns/sample.ts';
import { COMMIT } from './good.ts';
import { goodOf, outcomeOf, proveBundle, signed, statementOf, withPolicy, withSigstore } from './proving.ts';

const KIND = 'slsa-provenance';
const { evidence } = rulesOf();

/** A run of the workflow that the reference policy names. */
const job: Job = {
  repository: 'acme/payments',
  repositoryId: 8101,
  ownerId: 8000,
  visibility: 'private',
  ref: 'refs/heads/main',
  sha: COMMIT,
  workflow: { name: 'release', path: '.github/workflows/release.yml' },
  event: 'push',
  actor: { login: 'fay', id: 1006 },
  run: { id: 1, number: 1, attempt: 1 },
  runner: 'github-hosted',
};

withSigstore();

const proveBy = async (changed: Partial<Job>, claims: object = {}, rules: EvidencePolicy = evidence) =>
  outcomeOf(
    proveBundle(KIND, await signed(statementOf(goodOf(KIND)), { ...jobIdentity({ ...job, ...changed }), ...claims }), {
      rules,
    }),
  );

describe('a workflow of GitHub Actions', () => {
  it('proves what policy names it for', async () => {
    expect(await proveBy({})).toBe('verified');
  });

  it.each<readonly [string, Partial<Job>]>([
    ['F03: in another repository of that name', { repositoryId: 8102 }],
    ['F07: for another branch', { ref: 'refs/heads/attacker' }],
    ['F07: for a pull request', { ref: 'refs/pull/7/merge' }],
    ['F07: for a tag that is called like the branch', { ref: 'refs/tags/main' }],
    ['from another file', { workflow: { name: 'release', path: '.github/workflows/other.yml' } }],
    ['started otherwise', { event: 'workflow_dispatch' }],
    ['on a runner of somebody', { runner: 'self-hosted' }],
  ])('proves nothing %s', async (_, changed) => {
    expect(await proveBy(changed)).toBe('attestation-identity-mismatch');
  });

  it('F03: that others call proves nothing for them, though its identity is the same', async () => {
    const caller = { repository: 'evil/payments', repositoryId: 666 };
    const called = { job_workflow_ref: jobIdentity(job).job_workflow_ref };
    expect(await proveBy(caller, called)).toBe('attestation-identity-mismatch');
    // Without the guard the identity alone would do: no policy file can leave it out.
    const signers = evidence.kinds[KIND]?.signers.map(({ repository: _, ...rest }) => rest) ?? [];
    const unguarded = withPolicy(KIND, { signers }, evidence);
    expect(await proveBy(caller, called, unguarded)).toBe('verified');
  });
});
