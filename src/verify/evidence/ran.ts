import { digestOf, sha256 } from '../../digest/digest.ts';
import type { CheckRun, Material, WorkflowRun } from '../../evidence/material.ts';
import type { KindPolicy } from '../../policy/evidence-policy.ts';
import { type EvidenceProof, type EvidenceToProve, refused } from './proof.ts';

type Ran = Extract<Material, { from: 'check-run' | 'workflow-run' }>;

/**
 * GitHub's word that a check or a workflow went well at a commit: as it was cited, listed by the policy, completed
 * with success, and about that commit and nothing else.
 */
export function proveRun(ran: Ran, { citation, policy }: EvidenceToProve): EvidenceProof {
  const { run } = ran;
  const listed = ran.from === 'check-run' ? listsCheck(policy, ran.run) : listsWorkflow(policy, ran.run);
  if (!listed)
    return refused(
      'attestation-identity-mismatch',
      `a ${ran.from} that the policy for \`${citation.kind}\` lists`,
      told(ran),
    );
  if (sumOf(run) !== citation.checksum) return refused('attestation-invalid', citation.checksum, sumOf(run), RERUN);
  if (run.status !== 'completed' || run.conclusion !== 'success')
    return refused(
      'attestation-invalid',
      'completed with success',
      `${run.status} with ${run.conclusion ?? 'no conclusion'}`,
    );
  const commit = `gitCommit:${run.headSha}`;
  const other = citation.subjects.find((subject) => subject !== commit);
  if (other !== undefined) return refused('attestation-subject-mismatch', `only \`${other}\``, `\`${commit}\``);
  return {
    state: 'verified',
    statement: null,
    signer: null,
    signed_at: null,
    says: [`${told(ran)}: success`, `at ${commit}`],
  };
}

const RERUN = 'a run that was run again is another one: cite it as it is now';

function listsCheck({ check_runs }: KindPolicy, { appId, name, repositoryId }: CheckRun): boolean {
  return check_runs.some((known) => known.app === appId && known.name === name && known.repository === repositoryId);
}

/**
 * Not as a run for a pull request: then the workflow's file is the one that the pull request brings, and what it says
 * is the word of whoever opened it.
 */
function listsWorkflow({ workflow_runs }: KindPolicy, { path, repositoryId, headBranch, event }: WorkflowRun): boolean {
  if (event.startsWith('pull_request')) return false;
  return workflow_runs.some(
    (known) =>
      known.path === path &&
      known.repository === repositoryId &&
      (known.branch === undefined || known.branch === headBranch),
  );
}

/** Of the canonical JSON of the run. Text that has none, which GitHub does not give, is told apart from all that has. */
function sumOf(run: CheckRun | WorkflowRun): string {
  const text = JSON.stringify(run);
  return Object.values(run).every((value) => typeof value !== 'string' || value.isWellFormed())
    ? digestOf(run)
    : sha256(text);
}

function told(ran: Ran): string {
  if (ran.from === 'check-run')
    return `check run \`${ran.run.name}\` of App ${ran.run.appId} in repository ${ran.run.repositoryId}`;
  const { path, headBranch, event, repositoryId } = ran.run;
  return `workflow run \`${path}\` on ${event} for \`${headBranch}\` in repository ${repositoryId}`;
}
