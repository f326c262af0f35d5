/** A request that changes something: any REST method but GET (token issue left out) and any GraphQL mutation. */
export interface Write {
  /** 1 for the first write since the hook was set. */
  readonly number: number;
  readonly phase: 'before' | 'after';
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  /** The login of who asks. */
  readonly by: string | null;
  /** What would be answered; only in phase `after`. */
  readonly status?: number;
}

/**
 * `refuse`: 502 and not done (phase `before`). `lose`: done, answered 502 (phase `after`). `cut`: the connection
 * breaks, in either phase.
 */
export type WriteVerdict = 'proceed' | 'refuse' | 'lose' | 'cut';

/** Asked twice for every write, so that a test can interrupt each of them at every point without knowing them. */
export type WriteHook = (write: Write) => WriteVerdict | Promise<WriteVerdict>;
