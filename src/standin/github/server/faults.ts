/** Which requests a fault meets; what is left out fits all. */
export interface Match {
  readonly method?: string;
  /**
   * The path without `/api/v3`, such as `/repos/acme/gov/pulls/1/merge`; `*` is one segment, `**` any number.
   * GraphQL is `/graphql`.
   */
  readonly path?: string;
  /** A GraphQL operation by its name, or by its first field where it has none. */
  readonly operation?: string;
  /** Only requests of this account. */
  readonly by?: string;
}

export type Harm =
  /** An answer instead of doing it. */
  | { readonly kind: 'answer'; readonly status: number; readonly message?: string }
  /** Done, and then answered 502. */
  | { readonly kind: 'lose' }
  /** The connection breaks, before it is done or after. */
  | { readonly kind: 'cut'; readonly done: boolean }
  /** Nothing happens until `release`, then it is done and answered. */
  | { readonly kind: 'hang' }
  /** The hourly limit (`x-ratelimit-remaining: 0` and a reset), or a secondary one with or without `retry-after`. */
  | {
      readonly kind: 'limit';
      readonly status: 403 | 429;
      readonly limit: 'primary' | 'secondary';
      readonly seconds?: number;
    };

export interface Fault {
  readonly match: Match;
  readonly harm: Harm;
  /** Requests that fit and pass unharmed first; 0 by default. */
  readonly skip?: number;
  /** Requests that are then harmed; 1 by default, `Infinity` for all. */
  readonly times?: number;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly operation?: string;
  readonly by: string | null;
}

/** What shall go wrong, in the order in which it was asked for; the first fault that fits a request is taken. */
export class Faults {
  #faults: { fault: Fault; seen: number }[] = [];
  #hanging: (() => void)[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  /** Nothing goes wrong any more, and what hangs goes on. */
  clear(): void {
    this.#faults = [];
    this.release();
  }

  /** Lets every request that hangs go on. */
  release(): void {
    for (const go of this.#hanging.splice(0)) go();
  }

  get hanging(): number {
    return this.#hanging.length;
  }

  /** For the server: what happens to this request. Counts it. */
  meet(asked: Asked): Harm | undefined {
    for (const entry of this.#faults) {
      if (!fits(entry.fault.match, asked)) continue;
      const { skip = 0, times = 1 } = entry.fault;
      entry.seen++;
      if (entry.seen > skip && entry.seen <= skip + times) return entry.fault.harm;
    }
    return undefined;
  }

  /** For the server: waits for `release`. */
  hang(): Promise<void> {
    return new Promise((go) => this.#hanging.push(go));
  }
}

function fits(match: Match, asked: Asked): boolean {
  return (
    (match.method === undefined || match.method === asked.method) &&
    (match.operation === undefined || match.operation === asked.operation) &&
    (match.by === undefined || match.by === asked.by) &&
    (match.path === undefined || pattern(match.path).test(asked.path))
  );
}

function pattern(path: string): RegExp {
  const source = path.replace(/\*+|[.+?^${}()|[\]\\]/g, (token) =>
    token === '*' ? '[^/]+' : token.startsWith('*') ? '.*' : `\\${token}`,
  );
  return new RegExp(`^${source}$`);
}
