import type { Instant } from './account.ts';
import type { Conclusion } from './check.ts';

/** A workflow file that GitHub has come to know: its number stays with its path. */
export interface Workflow {
  readonly id: number;
  /** `.github/workflows/seal.yml` */
  readonly path: string;
  readonly createdAt: Instant;
}

/** One run of a workflow. A test may forge what no runner of its own would say. */
export interface WorkflowRun {
  readonly id: number;
  readonly workflow: Workflow;
  /** Counts the runs of its workflow, from 1. */
  readonly number: number;
  readonly attempt: number;
  /** The workflow's `name`, or its path. */
  readonly name: string;
  /** What `run-name` came to. */
  readonly title: string;
  event: string;
  /** Full name, `refs/heads/main`: where the workflow file was read too. */
  readonly ref: string;
  /** `main`; the name of a tag as well. */
  readonly headBranch: string;
  readonly headSha: string;
  readonly actor: number;
  readonly inputs: Inputs;
  /** What the job finds as its event. */
  readonly payload: object;
  readonly suite: number;
  /** `pending`: another run of its concurrency group goes on. */
  status: 'queued' | 'pending' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  readonly createdAt: Instant;
  startedAt: Instant;
  updatedAt: Instant;
}

/** By name; a boolean or a number where the workflow declares one. */
export type Inputs = Readonly<Record<string, string | number | boolean>>;
