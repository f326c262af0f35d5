import { askedToWait, type GitHub, Unanswered, unanswered } from './client.ts';

const MINUTE_MS = 60_000;
const LONGEST_MS = 60 * MINUTE_MS;

/**
 * GitHub's word on how fast it may be asked, for all clients of one App together. While it says "not now" nothing is
 * sent: whoever asks all the same is kept waiting longer, and may be banned (docs.github.com, "Rate limits for the
 * REST API").
 */
export class Limit {
  readonly #now: () => number;
  #until = 0;
  /** How often in a row. */
  #times = 0;

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long nothing is to be sent, in milliseconds; 0 where all is well. */
  get leftMs(): number {
    return Math.max(0, this.#until - this.#now());
  }

  /** GitHub refused for this long; again and again, each pause is twice the one before, up to an hour. */
  hit(waitMs: number): void {
    this.#times += 1;
    const growingMs = this.#times === 1 ? 0 : Math.min(MINUTE_MS * 2 ** (this.#times - 1), LONGEST_MS);
    this.#until = Math.max(this.#until, this.#now() + Math.max(waitMs, growingMs));
  }

  /** GitHub answered. */
  passed(): void {
    this.#times = 0;
  }
}

/** A client that asks nothing while the limit lasts. What is not sent is `Unanswered`, like all that GitHub limits. */
export function heeding(github: GitHub, limit: Limit): GitHub {
  return {
    request: async (route, parameters) => {
      const { leftMs } = limit;
      const unsent = `${route}: not sent while GitHub limits the rate of requests`;
      if (leftMs > 0) throw new Unanswered(unsent, { status: 429, waitMs: leftMs });
      try {
        const answer = await github.request(route, parameters);
        // GraphQL says so in an answer with status 200, and so does the last request that was still allowed.
        const waitMs = askedToWait(answer.headers);
        if (waitMs === undefined) limit.passed();
        else limit.hit(waitMs);
        return answer;
      } catch (error) {
        const reason = unanswered(route, error);
        if (reason.waitMs === undefined) throw error;
        limit.hit(reason.waitMs);
        throw new Unanswered(reason.message, { status: reason.status, waitMs: limit.leftMs, cause: error });
      }
    },
  };
}
