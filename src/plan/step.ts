import type { Digest } from '../digest/digest.ts';
import type { Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Page } from '../report/page.ts';
import type { StatusComment } from '../report/status.ts';

/**
 * What one turn does, as data that can be printed: first everything in `record`, in one append; then what is shown,
 * which can be found again and done twice without harm; then at most one effect that cannot be undone.
 */
export interface Step {
  readonly record: readonly Draft[];
  /** The claims that entries in `record` name, by digest. */
  readonly claims: ReadonlyMap<Digest, Uint8Array>;
  readonly show: readonly Showing[];
  /** `intended`: the intent that `record` holds. Otherwise an open one of ours that is taken up again. */
  readonly effect: 'intended' | EffectFacts | null;
  /** When to look again although nothing is heard, by GitHub's clock. */
  readonly lookAgainAt: string | null;
}

export type Showing =
  | { readonly show: 'check'; readonly head: string; readonly page: Page; readonly known: number | null }
  | {
      readonly show: 'comment';
      readonly pull: number;
      readonly comment: StatusComment;
      readonly known: number | null;
      /** More of ours, where there should be one. */
      readonly doubles: readonly number[];
    }
  | { readonly show: 'review-request'; readonly pull: number; readonly logins: readonly string[] };

/** Whether the step does anything at all. */
export function doesNothing(step: Step): boolean {
  return step.record.length === 0 && step.show.length === 0 && step.effect === null;
}
