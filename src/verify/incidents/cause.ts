import type { Body } from '../../ledger/entry.ts';

/** Why there is an incident, as it is recorded; with the branch whose tip people accept when they lift it, if any. */
export interface Cause extends Body<'incident'> {
  readonly accepts: { readonly branch: string; readonly tip: string } | null;
}

/** What a command needs that rewrites a protected branch, as a remark behind it: nobody may while the rulesets stand. */
export const PAST_THE_FLOOR =
  '# rulesets forbid it to everybody: switch them off for it, and on again (docs/operate.md)';
