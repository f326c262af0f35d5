import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createRun, updateRun } from '../github/acts/checks.ts';
import { installedApp } from '../github/named.ts';
import type { Queued } from '../github/queue.ts';
import { issueJobToken, revokeToken } from '../github/server/tokens.ts';
import type { Conclusion, World } from '../github/world.ts';
import type { Job } from '../sigstore/actions-token.ts';
import { furnish, githubTexts, jobOf, runnerTexts, variables } from './contexts.ts';
import { failing } from './failed.ts';
import type { IdTokens } from './id-tokens.ts';
import type { JobPlan } from './plan.ts';
import type { Report } from './report.ts';
import { type ActionFile, Steps } from './steps.ts';

/** What a runner has to do its jobs with. */
export interface Runner {
  readonly world: World;
  readonly idTokens: IdTokens;
  readonly action: ActionFile;
  /** Where each job gets a folder. */
  readonly dir: string;
  readonly kind: Job['runner'];
  /** Laid over the variables of each step: what the owner of a machine can tell a job. */
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ends every job. */
  readonly signal: AbortSignal;
}

/** One job of one run. */
export interface Task {
  readonly runner: Runner;
  readonly queued: Queued;
  readonly plan: JobPlan;
  readonly report: Report;
}

/** Does a job, with a check run, a token and a folder of its own, which end with it. */
export async function runJob(task: Task): Promise<Conclusion> {
  const { runner, queued, plan, report } = task;
  const { world } = runner;
  const { repository, run } = queued;
  const app = installedApp(world, 'github-actions', repository);
  const edit = { name: plan.name, suite: run.suite, status: 'in_progress' } as const;
  const check = createRun(world, repository, app, run.headSha, edit);
  const token = issueJobToken(world, { ...app, permissions: plan.permissions.token });
  report.hide(token);
  try {
    const conclusion = await failing(report, () => bounded(task, (signal) => work(task, token, signal)));
    updateRun(world, repository, app, check, { conclusion });
    return conclusion;
  } finally {
    revokeToken(world, token);
  }
}

/** Whether all steps succeeded. */
async function work({ runner, queued, plan, report }: Task, token: string, signal: AbortSignal): Promise<boolean> {
  const { world, idTokens, action } = runner;
  const { run } = queued;
  const kind = plan.selfHosted ? 'self-hosted' : runner.kind;
  const job = jobOf(world, queued, kind);
  const idToken = plan.permissions.idToken ? idTokens.admit(job) : undefined;
  report.hide(idToken?.ACTIONS_ID_TOKEN_REQUEST_TOKEN ?? '');
  const folder = mkdtempSync(join(runner.dir, 'job-'));
  try {
    const places = furnish(folder, run.payload);
    const github = githubTexts(world, job, plan, places);
    const about = runnerTexts(kind, places);
    const steps = new Steps({
      ...{ places, report, action, env: plan.env },
      contexts: {
        github: { ...github, event: run.payload, token },
        ...{ inputs: run.inputs, runner: about, secrets: { GITHUB_TOKEN: token }, vars: {} },
      },
      variables: {
        ...{ PATH: process.env.PATH ?? '', HOME: places.home, CI: 'true', GITHUB_ACTIONS: 'true' },
        ...variables('GITHUB', github),
        ...variables('RUNNER', about),
        ...idToken,
        ...runner.environment,
      },
    });
    for (const step of plan.steps) if (!(await steps.run(step, signal))) return false;
    return true;
  } finally {
    if (idToken !== undefined) idTokens.revoke(idToken);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ends it when its time is over. GitHub cancels such a job. */
async function bounded(
  { runner: { timeoutMs, signal }, plan: { minutes = Number.POSITIVE_INFINITY }, report }: Task,
  done: (signal: AbortSignal) => Promise<boolean>,
): Promise<Conclusion> {
  const time = AbortSignal.timeout(Math.min(timeoutMs, minutes * 60_000));
  const succeeded = await done(AbortSignal.any([time, signal]));
  if (!time.aborted && !signal.aborted) return succeeded ? 'success' : 'failure';
  report.annotate('error', time.aborted ? 'The job has exceeded its maximum execution time' : 'The job was ended');
  return 'cancelled';
}
