/** Rows of the activity log, newest first; `whole` when they reach back to where the pull request begins. */
export interface ActivityRead {
  readonly rows: readonly ActivitySeen[];
  readonly whole: boolean;
}

/** A row of the activity log: which ref was moved, from where to where, by whom. */
export interface ActivitySeen {
  readonly id: number;
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly at: string;
  readonly type: string;
  readonly actor: number | null;
}
