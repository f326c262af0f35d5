import type { Instant } from './account.ts';

/** One for each push and App with `checks:write`; GitHub makes it, not the App. */
export interface CheckSuite {
  readonly id: number;
  readonly app: number;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly createdAt: Instant;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: number;
  readonly app: number;
  readonly headSha: string;
  name: string;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion: Conclusion | null;
  externalId: string;
  detailsUrl: string;
  startedAt: Instant;
  completedAt: Instant | null;
  output: CheckOutput;
  actions: CheckAction[];
}
export type Conclusion =
  | 'action_required'
  | 'cancelled'
  | 'failure'
  | 'neutral'
  | 'success'
  | 'skipped'
  | 'stale'
  | 'timed_out';

export interface CheckOutput {
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
}
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title: string | null;
  readonly raw_details: string | null;
}
export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}
