import type { Body } from '../../ledger/entry.ts';

/** Why there is an incident, as it is recorded; with the branch whose tip people accept when they lift it, if any. */
export interface Cause extends Body<'incident'> {
  readonly accepts: { readonly branch: string; readonly tip: string } | null;
}
