import type { Identity } from './token.ts';

export const ACTIONS_ISSUER = 'https://token.actions.githubusercontent.com';

/** A job of GitHub Actions, as far as its identity tokens tell of it. */
export interface Job {
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  readonly visibility: 'public' | 'private';
  /** Full name, `refs/heads/main`. */
  readonly ref: string;
  readonly sha: string;
  readonly workflow: { readonly name: string; readonly path: string };
  readonly event: string;
  readonly actor: { readonly login: string; readonly id: number };
  readonly run: { readonly id: number; readonly number: number; readonly attempt: number };
  readonly runner: 'github-hosted' | 'self-hosted';
}

/**
 * Whom a job's token speaks for ("OpenID Connect reference"): hand it to `issueToken`, changed where a test forges.
 * Every number is a text in a token.
 */
export function jobIdentity(job: Job) {
  const { repository, ref, sha, workflow, run } = job;
  const workflowRef = `${repository}/${workflow.path}@${ref}`;
  return {
    issuer: ACTIONS_ISSUER,
    subject: `repo:${repository}:ref:${ref}`,
    repository,
    repository_id: String(job.repositoryId),
    repository_owner: repository.split('/')[0] ?? '',
    repository_owner_id: String(job.ownerId),
    repository_visibility: job.visibility,
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha,
    base_ref: '',
    head_ref: '',
    workflow: workflow.name,
    workflow_ref: workflowRef,
    workflow_sha: sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: sha,
    event_name: job.event,
    runner_environment: job.runner,
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    actor: job.actor.login,
    actor_id: String(job.actor.id),
  } satisfies Identity;
}
