import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitHub } from '../github/github.ts';
import type { Queued } from '../github/queue.ts';
import type { Conclusion } from '../github/world.ts';
import type { Job } from '../sigstore/actions-token.ts';
import { Groups } from './concurrency.ts';
import { IdTokens, type TokenIssuer } from './id-tokens.ts';
import { type Annotation, Report } from './report.ts';
import { runWorkflow } from './workflow-run.ts';

export interface ActionsOptions {
  readonly github: GitHub;
  /** Issues the identity tokens of jobs. */
  readonly sigstore: TokenIssuer;
  /** The file that runs where a step uses this project's Action. */
  readonly bundle: string;
  /**
   * Words after the file's name on its command line. GitHub gives none and a workflow cannot: so a rehearsal can say
   * what nobody else can.
   */
  readonly args?: readonly string[];
  /** How long a job may take, by the wall clock; 60,000 unless given. */
  readonly timeoutMs?: number;
}

/** A run as it went; still going while `conclusion` is null. Secrets are masked in all of it but `outputs`. */
export interface Ran {
  readonly id: number;
  readonly title: string;
  readonly conclusion: Conclusion | null;
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** Of all steps. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/**
 * GitHub Actions for the stand-in: runs what is dispatched as a hosted runner would, in a process that is given what
 * GitHub gives and nothing else. Of steps only those run that use this project's Action; what a workflow asks beyond
 * that fails its run.
 */
export interface Actions {
  /** Oldest first. */
  readonly runs: readonly Ran[];
  /** While it is true runs wait, as when Actions is down. */
  paused: boolean;
  /** What machines the runs that begin from now on have. */
  runner: Job['runner'];
  /** Laid over the variables of their steps: what the owner of such a machine can tell a job. */
  environment: Readonly<Record<string, string>>;
  /** When no run is under way or about to be. */
  settled(): Promise<void>;
  /** Ends what runs. Before the GitHub is closed. */
  close(): Promise<void>;
}

export async function startActions(options: ActionsOptions): Promise<Actions> {
  const { github, sigstore, bundle, args = [], timeoutMs = 60_000 } = options;
  const { world } = github;
  const { queue } = world;
  const dir = mkdtempSync(join(tmpdir(), 'actions-'));
  const idTokens = new IdTokens(sigstore);
  await idTokens.start();
  const groups = new Groups();
  const ended = new AbortController();
  const runs: Ran[] = [];
  const underWay = new Set<Promise<void>>();
  let paused = false;

  function take(queued: Queued): Promise<void> {
    const report = new Report();
    runs.push(ranOf(queued, report));
    const { runner: kind, environment } = actions;
    const action = { bundle, args };
    const runner = { world, idTokens, action, dir, kind, environment, timeoutMs, signal: ended.signal };
    const going = runWorkflow(runner, groups, queued, report).finally(() => underWay.delete(going));
    underWay.add(going);
    return going;
  }

  const actions: Actions = {
    runs,
    runner: 'github-hosted',
    environment: {},
    get paused() {
      return paused;
    },
    set paused(now) {
      paused = now;
      queue.runBy(now ? undefined : take);
    },
    settled: () => github.settled(),
    close: async () => {
      queue.runBy(undefined);
      ended.abort();
      await Promise.all(underWay);
      await idTokens.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  queue.runBy(take);
  return actions;
}

function ranOf({ run }: Queued, report: Report): Ran {
  return {
    id: run.id,
    title: run.title,
    get conclusion() {
      return run.conclusion;
    },
    get log() {
      return report.log;
    },
    get summary() {
      return report.summary;
    },
    annotations: report.annotations,
    outputs: report.outputs,
  };
}
