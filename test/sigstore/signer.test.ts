import { describe, expect, it } from 'vitest';
import type { GitHubClaims } from '../../src/sigstore/signer.ts';
import { ACTIONS_ISSUER, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { newInstance } from '../../src/standin/sigstore/instance.ts';
import { IDENTITY, ISSUER, instance, NOW, sealWith, withSigstore } from '../seal/sealing.ts';
import { check, HOUR, outcome, signer, statement, wished } from './attested.ts';
import { fulcio, nameOf } from './forge.ts';

describe('the signer', () => {
  it.each([
    ['a prefix', IDENTITY.slice(0, -1)],
    ['a substring', 'countersign'],
    ['a pattern', 'https://countersign.acme.example/.*'],
    ['a dot that is any letter', IDENTITY.replace('acme', 'a.me')],
    ['another case', IDENTITY.toUpperCase()],
    ['nothing', ''],
  ])('is refused when %s is demanded', (_, identity) => {
    expect(outcome(wished(), { signer: { identity, issuer: ISSUER } })).toBe('attestation-identity-mismatch');
    expect(outcome(wished(), { signer: { identity: IDENTITY, issuer: identity } })).toBe(
      'attestation-identity-mismatch',
    );
  });

  it.each([
    ['two names', [nameOf(IDENTITY), nameOf('https://evil.example'), fulcio(8, ISSUER)]],
    ['no name', [fulcio(8, ISSUER)]],
    ['no issuer', [nameOf(IDENTITY)]],
    ['two issuers', [nameOf(IDENTITY), fulcio(1, 'https://evil.example'), fulcio(8, ISSUER)]],
    ['the issuer twice, and different', [nameOf(IDENTITY), fulcio(8, ISSUER), fulcio(8, 'https://evil.example')]],
  ])('is refused when its certificate has %s', (_, extensions) => {
    expect(outcome(wished({ extensions }))).toBe('attestation-identity-mismatch');
  });

  it('cannot be left out', () => {
    const nobody = JSON.parse('{}');
    expect(outcome(wished(), { signer: nobody })).toBe('attestation-identity-mismatch');
    expect(outcome(wished(), { signer: { ...nobody, identity: IDENTITY } })).toBe('attestation-identity-mismatch');
  });

  it('had a certificate for signing, from this authority, known to the log of certificates, at that time', () => {
    expect(outcome(wished({ purpose: 'timeStamping' }))).toBe('attestation-invalid');
    expect(outcome(wished({ authority: newInstance().ca }))).toBe('attestation-invalid');
    expect(outcome(wished({ unlogged: true }))).toBe('attestation-invalid');
    expect(outcome(wished({ certifiedAt: NOW + HOUR }))).toBe('attestation-invalid');
    expect(outcome(wished({ certifiedAt: NOW - HOUR }))).toBe('attestation-invalid');
  });

  it('brings no trust along: a root in the bundle is refused', () => {
    expect(outcome(wished({ version: '0.2', chain: [instance.ca.certificate] }))).toBe('attestation-invalid');
    const own = newInstance().ca;
    expect(outcome(wished({ version: '0.1', chain: [own.certificate], authority: own }))).toBe('attestation-invalid');
  });
});

describe('a workflow', () => {
  const job = {
    repository: 'acme/app',
    repositoryId: 9100,
    ownerId: 900,
    visibility: 'public',
    ref: 'refs/heads/main',
    sha: 'c'.repeat(40),
    workflow: { name: 'Release', path: '.github/workflows/release.yml' },
    event: 'push',
    actor: { login: 'ann', id: 11 },
    run: { id: 77, number: 3, attempt: 1 },
    runner: 'github-hosted',
  } as const;
  const identity = 'https://github.com/acme/shared/.github/workflows/release.yml@refs/heads/main';
  /** A reusable workflow: one name, whichever repository called it. */
  const reusable = { job_workflow_ref: 'acme/shared/.github/workflows/release.yml@refs/heads/main' };
  const attested = (changed: object = {}) =>
    withSigstore({}, (sigstore) =>
      sealWith(sigstore, statement, { ...jobIdentity({ ...job, ...changed }), ...reusable }),
    );
  const claims: GitHubClaims = {
    sourceRepositoryId: '9100',
    sourceRepositoryOwnerId: '900',
    sourceRepositoryRef: 'refs/heads/main',
    sourceRepositoryDigest: job.sha,
    sourceRepositoryUri: 'https://github.com/acme/app',
    runnerEnvironment: 'github-hosted',
    buildTrigger: 'push',
    buildSignerDigest: job.sha,
    runInvocationUri: 'https://github.com/acme/app/actions/runs/77/attempts/1',
  };
  const demanding = (demands: GitHubClaims) => ({ signer: { identity, issuer: ACTIONS_ISSUER, claims: demands } });

  it('is proven with all that its certificate says', async () => {
    expect(check(await attested(), demanding(claims))).toMatchObject({
      ok: true,
      certificate: { identity, issuer: ACTIONS_ISSUER, ...claims },
    });
  });

  it.each([
    ['another repository with the same name', { repositoryId: 9101 }],
    ['another owner', { ownerId: 901 }],
    ['another branch', { ref: 'refs/heads/evil' }],
    ['a pull request', { ref: 'refs/pull/7/merge' }],
    ['another commit', { sha: 'd'.repeat(40) }],
    ['a runner of their own', { runner: 'self-hosted' }],
    ['another event', { event: 'pull_request_target' }],
    ['another run', { run: { id: 78, number: 4, attempt: 1 } }],
  ])('that ran from %s is another, though the name is the same', async (_, changed) => {
    const bundle = await attested(changed);
    expect(outcome(bundle, demanding({}))).toBe('ok');
    expect(outcome(bundle, demanding(claims))).toBe('attestation-identity-mismatch');
  });

  it('on another branch has another name', async () => {
    const bundle = await withSigstore({}, (sigstore) =>
      sealWith(sigstore, statement, jobIdentity({ ...job, ref: 'refs/heads/attacker-branch' })),
    );
    const named = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/';
    expect(outcome(bundle, { signer: { identity: `${named}attacker-branch`, issuer: ACTIONS_ISSUER } })).toBe('ok');
    expect(outcome(bundle, { signer: { identity: `${named}main`, issuer: ACTIONS_ISSUER } })).toBe(
      'attestation-identity-mismatch',
    );
  });

  it('does not meet a demand without a value, also after it met none', () => {
    const bundle = wished();
    expect(outcome(bundle, { signer: { ...signer, claims: {} } })).toBe('ok');
    const unsaid = { signer: { ...signer, claims: Object.fromEntries([['sourceRepositoryId', undefined]]) } };
    expect(outcome(bundle, unsaid)).toBe('attestation-identity-mismatch');
  });

  it.each(Object.keys(claims))('whose certificate does not say `%s` does not meet a demand for it', (claim) => {
    const demand = { [claim]: Reflect.get(claims, claim) };
    const silent = { signer: { ...signer, claims: demand } };
    expect(outcome(wished(), silent)).toBe('attestation-identity-mismatch');
  });

  it.each([
    ['empty', { sourceRepositoryId: '' }],
    ['absent', JSON.parse('{"sourceRepositoryId":null}')],
    ['unknown', JSON.parse('{"sourceRepository":"acme/app"}')],
  ])('is never proven by a demand that is %s', async (_, demand) => {
    expect(outcome(await attested(), demanding(demand))).not.toBe('ok');
  });

  it('that says two things of itself says nothing', () => {
    const named = [nameOf(IDENTITY), fulcio(8, ISSUER), fulcio(14, 'refs/heads/main')];
    const demand = { signer: { ...signer, claims: { sourceRepositoryRef: 'refs/heads/main' } } };
    expect(outcome(wished({ extensions: named }), demand)).toBe('ok');
    const bare = fulcio(6, 'refs/heads/evil');
    expect(outcome(wished({ extensions: [...named, bare] }), demand)).toBe('attestation-identity-mismatch');
    const twice = fulcio(14, 'refs/heads/evil');
    expect(outcome(wished({ extensions: [...named, twice] }), demand)).toBe('attestation-identity-mismatch');
  });
});
