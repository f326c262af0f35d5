import type { Effect } from '../ledger/entry.ts';
import { instantOf, msOf } from '../time/instant.ts';
import type { Trouble, Troubles } from '../verify/observation/trouble.ts';

export type Part = keyof Troubles;
const PART_OF = {
  seal: 'signing',
  merge: 'merge',
  deliver: 'deliver',
  sync: 'merge',
  'seal-conclusion': 'signing',
  'merge-decision': 'merge',
} as const satisfies Record<Effect, Part>;

/** What has to work for an effect. */
export function partOf(effect: Effect): Part {
  return PART_OF[effect];
}

const PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** The troubles after a part failed at an instant: each failure in a row doubles the pause, up to ten minutes. */
export function failing(before: Troubles, part: Part, reason: string, at: string, waitMs = 0): Troubles {
  const times = (before[part]?.times ?? 0) + 1;
  const pauseMs = Math.max(waitMs, Math.min(PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS));
  const trouble: Trouble = { reason, times, retryAt: instantOf(msOf(at) + pauseMs) ?? at };
  return { ...before, [part]: trouble };
}

/** The troubles without those of parts that work again. */
export function working(before: Troubles, parts: readonly Part[]): Troubles {
  return Object.fromEntries(Object.entries(before).filter(([part]) => !parts.some((works) => works === part)));
}

/**
 * The troubles as the next look is to see them. A ledger that could not be written and a merge that could not be made
 * are forgotten once they are due: what is next is then concluded afresh, and trying it shows whether it works again.
 * While a merge counts as failing the check says hold, and GitHub would not merge what that check holds.
 */
export function dueAt({ ledger, merge, comment, ...others }: Troubles, at: string): Troubles {
  const rests = (trouble: Trouble | undefined) => trouble !== undefined && msOf(at) < msOf(trouble.retryAt);
  return {
    ...others,
    ...(rests(ledger) && { ledger }),
    ...(rests(merge) && { merge }),
    ...(rests(comment) && { comment }),
  };
}
