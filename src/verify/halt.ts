import type { HaltClaim } from '../claims/claims.ts';
import { haltOf } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';

/** What keeps a council from going on: an incident, or a merge that was wrong and is not reported as one yet. */
export function haltClaim({ incidents, councils }: LedgerFacts, council: string | null): HaltClaim | null {
  const incident = haltOf(incidents, council);
  if (incident !== null) {
    const { codes, number: entry, what, issue, lifts } = incident;
    return { codes, entry, what, issue, lifts };
  }
  const stopped = councils.get(council ?? '')?.stopped ?? null;
  if (stopped === null) return null;
  const what = 'a merge brought something else than was approved';
  return { codes: [stopped.code], entry: stopped.entry, what, issue: null, lifts: 2 };
}
