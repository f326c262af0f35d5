import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, fullName } from '../github/find.ts';
import type { Queued } from '../github/queue.ts';
import type { World } from '../github/world.ts';
import type { Job } from '../sigstore/actions-token.ts';
import type { JobPlan } from './plan.ts';

type Texts = Readonly<Record<string, string>>;

/** Where a job works, all of it below one folder of its own. */
export interface Places {
  readonly home: string;
  readonly temp: string;
  readonly workspace: string;
}

/** Makes the folders, and puts the event where the job looks for it. */
export function furnish(folder: string, payload: object): Places & { readonly event: string } {
  const places = { home: join(folder, 'home'), temp: join(folder, '_temp'), workspace: join(folder, 'workspace') };
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  const event = join(places.temp, 'event.json');
  writeFileSync(event, JSON.stringify(payload));
  return { ...places, event };
}

/** The job as its identity tokens describe it. */
export function jobOf(world: World, { repository, run }: Queued, runner: Job['runner']): Job {
  const { id, login } = account(world, run.actor);
  return {
    repository: fullName(world, repository),
    repositoryId: repository.id,
    ownerId: repository.owner,
    visibility: repository.visibility,
    ref: run.ref,
    sha: run.headSha,
    workflow: { name: run.name, path: run.workflow.path },
    event: run.event,
    actor: { login, id },
    run: { id: run.id, number: run.number, attempt: run.attempt },
    runner,
  };
}

/** The texts of the context `github` ("Contexts reference"); all but `token` are variables `GITHUB_*` as well. */
export function githubTexts(world: World, job: Job, plan: JobPlan, places: ReturnType<typeof furnish>): Texts {
  const workflowRef = `${job.repository}/${job.workflow.path}@${job.ref}`;
  return {
    actor: job.actor.login,
    actor_id: String(job.actor.id),
    api_url: `${world.origin}/api/v3`,
    base_ref: '',
    event_name: job.event,
    event_path: places.event,
    graphql_url: `${world.origin}/api/graphql`,
    head_ref: '',
    job: plan.id,
    ref: job.ref,
    ref_name: job.ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_protected: 'false',
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: job.repository,
    repository_id: String(job.repositoryId),
    repository_owner: job.repository.split('/')[0] ?? '',
    repository_owner_id: String(job.ownerId),
    retention_days: '90',
    run_attempt: String(job.run.attempt),
    run_id: String(job.run.id),
    run_number: String(job.run.number),
    server_url: world.origin,
    sha: job.sha,
    triggering_actor: job.actor.login,
    workflow: job.workflow.name,
    workflow_ref: workflowRef,
    workflow_sha: job.sha,
    workspace: places.workspace,
  };
}

/** The context `runner`, and the variables `RUNNER_*`. */
export function runnerTexts(runner: Job['runner'], { temp }: Places): Texts {
  const name = runner === 'github-hosted' ? 'GitHub Actions 1' : 'a machine of somebody';
  return { os: 'Linux', arch: 'X64', name, environment: runner, temp, tool_cache: join(temp, 'tools') };
}

/** Context values as the variables of a step, which are the same in capitals. */
export function variables(prefix: 'GITHUB' | 'RUNNER', texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}_${name.toUpperCase()}`, text]));
}
