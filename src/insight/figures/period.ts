import type { Link } from '../../ledger/chain.ts';
import type { Instant } from '../../time/instant.ts';

/** What figures are asked of. Half-open: `since` is in it, `until` is not; null where it has no such end. */
export interface Asked {
  readonly since: Instant | null;
  readonly until: Instant | null;
  /** Null: of all councils together. */
  readonly council: string | null;
}

/** Whether something that was recorded then is counted. */
export function isCounted({ since, until }: Asked, at: Instant): boolean {
  return (since === null || at >= since) && (until === null || at < until);
}

/**
 * The ledger as it stood at the end of the period: a correction that came later changes nothing in a report of then, so
 * the same question has the same answer for ever.
 */
export function asItStood(links: readonly Link[], { until }: Asked): readonly Link[] {
  return until === null ? links : links.filter(({ entry }) => entry.at < until);
}

/** A part of a whole, with what it is of. Null where there was nothing to count: that is neither all nor nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
