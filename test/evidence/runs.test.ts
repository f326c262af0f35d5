import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/digest/digest.ts';
import { EVIDENCE_KINDS } from '../../src/evidence/kind.ts';
import type { CheckRun, WorkflowRun } from '../../src/evidence/material.ts';
import { ARTIFACT, COMMIT } from './good.ts';
import { outcomeOf, policy, prove, withPolicy } from './proving.ts';

const KIND = 'test-result';
const subjects = [`gitCommit:${COMMIT}`] as const;

/** As the reference policy lists them. */
const check: CheckRun = {
  id: 41,
  name: 'acceptance tests',
  headSha: COMMIT,
  status: 'completed',
  conclusion: 'success',
  appId: 7001,
  repositoryId: 8101,
  completedAt: '2026-11-20T05:00:00Z',
};
const workflow: WorkflowRun = {
  id: 51,
  path: '.github/workflows/ci.yml',
  headSha: COMMIT,
  headBranch: 'main',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  repositoryId: 8101,
  attempt: 1,
};

const proveCheck = (changed: Partial<CheckRun> = {}) => {
  const run = { ...check, ...changed };
  return prove(KIND, { from: 'check-run', run }, digestOf(run), { subjects });
};
const proveWorkflow = (changed: Partial<WorkflowRun> = {}, rules = policy) => {
  const run = { ...workflow, ...changed };
  return prove(KIND, { from: 'workflow-run', run }, digestOf(run), { subjects, rules });
};

describe("GitHub's word about a run", () => {
  it('proves what policy lets it prove, and says so', () => {
    expect(proveCheck()).toEqual({
      state: 'verified',
      statement: null,
      signer: null,
      signed_at: null,
      says: ['check run `acceptance tests` of App 7001 in repository 8101: success', `at gitCommit:${COMMIT}`],
    });
    expect(proveWorkflow()).toMatchObject({ state: 'verified', statement: null, signer: null });
  });

  it.each<readonly [string, Partial<CheckRun>, string]>([
    ['another name', { name: 'acceptance test' }, 'attestation-identity-mismatch'],
    ['another App', { appId: 7002 }, 'attestation-identity-mismatch'],
    ['another repository', { repositoryId: 8102 }, 'attestation-identity-mismatch'],
    ['no end', { status: 'in_progress', conclusion: null }, 'attestation-invalid'],
    ['a conclusion before its end', { status: 'in_progress' }, 'attestation-invalid'],
    ['a failure', { conclusion: 'failure' }, 'attestation-invalid'],
    ['a neutral end', { conclusion: 'neutral' }, 'attestation-invalid'],
    ['a skip', { conclusion: 'skipped' }, 'attestation-invalid'],
    ['another commit', { headSha: 'a'.repeat(40) }, 'attestation-subject-mismatch'],
  ])('does not prove it by a check with %s', (_, changed, code) => {
    expect(outcomeOf(proveCheck(changed))).toBe(code);
  });

  it.each<readonly [string, Partial<WorkflowRun>, string]>([
    ['another file', { path: '.github/workflows/other.yml' }, 'attestation-identity-mismatch'],
    ['another repository', { repositoryId: 8102 }, 'attestation-identity-mismatch'],
    ['another branch', { headBranch: 'main2' }, 'attestation-identity-mismatch'],
    ['no branch', { headBranch: null }, 'attestation-identity-mismatch'],
    ['a pull request', { event: 'pull_request' }, 'attestation-identity-mismatch'],
    ['a pull request, otherwise', { event: 'pull_request_target' }, 'attestation-identity-mismatch'],
    ['no end', { status: 'queued', conclusion: null }, 'attestation-invalid'],
    ['a cancellation', { conclusion: 'cancelled' }, 'attestation-invalid'],
    ['another commit', { headSha: 'a'.repeat(40) }, 'attestation-subject-mismatch'],
  ])('does not prove it by a workflow with %s', (_, changed, code) => {
    expect(outcomeOf(proveWorkflow(changed))).toBe(code);
  });

  it('never stands for a run that was run again: it is another one', () => {
    const run = { ...workflow, attempt: 2 };
    const proof = prove(KIND, { from: 'workflow-run', run }, digestOf(workflow), { subjects });
    expect(proof).toMatchObject({ code: 'attestation-invalid', seen: digestOf(run) });
  });

  it('cannot be digested where it is no text, and is refused all the same', () => {
    const run = { ...workflow, headBranch: '\ud800' };
    const branchless = policy.kinds[KIND]?.workflow_runs.map(({ branch: _, ...rest }) => rest) ?? [];
    const rules = withPolicy(KIND, { workflow_runs: branchless });
    expect(outcomeOf(prove(KIND, { from: 'workflow-run', run }, digestOf(workflow), { subjects, rules }))).toBe(
      'attestation-invalid',
    );
  });

  it('speaks of its commit and of nothing else', () => {
    const also = [...subjects, ARTIFACT] as const;
    expect(outcomeOf(prove(KIND, { from: 'check-run', run: check }, digestOf(check), { subjects: also }))).toBe(
      'attestation-subject-mismatch',
    );
  });

  it.each(EVIDENCE_KINDS.filter((kind) => kind !== KIND))(
    'proves nothing of kind %s, whose policy lists no run',
    (kind) => {
      const checked = prove(kind, { from: 'check-run', run: check }, digestOf(check), { subjects });
      const ran = prove(kind, { from: 'workflow-run', run: workflow }, digestOf(workflow), { subjects });
      expect([checked, ran].map(outcomeOf)).toEqual(Array(2).fill('attestation-identity-mismatch'));
    },
  );
});
