import type { HaltClaim } from '../claims/ledger.ts';
import { keyOfStop } from '../ledger/facts/council.ts';
import { haltsOf } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';

/** All that keeps a council from going on: incidents, and a merge that was wrong and is not reported as one yet. */
export function haltClaims({ incidents, councils }: LedgerFacts, council: string | null): HaltClaim[] {
  const halting = haltsOf(incidents, council);
  const claims = halting.map(({ codes, number: entry, what, issue, lifts }) => ({ codes, entry, what, issue, lifts }));
  const stopped = councils.get(council ?? '')?.stopped ?? null;
  if (stopped === null || halting.some(({ key }) => key === keyOfStop(stopped.entry))) return claims;
  const what = 'a merge brought something else than was approved';
  return [...claims, { codes: [stopped.code], entry: stopped.entry, what, issue: null, lifts: 2 }];
}
