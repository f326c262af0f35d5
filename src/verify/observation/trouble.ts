/** What this process tried and failed to do, and when it is to try again. */
export interface Troubles {
  readonly signing?: Trouble;
  readonly ledger?: Trouble;
  readonly merge?: Trouble;
  readonly deliver?: Trouble;
  readonly comment?: Trouble;
}

/** What failed, how often, and when to try again. */
export interface Trouble {
  readonly reason: string;
  /** How often in a row. */
  readonly times: number;
  readonly retryAt: string;
}
