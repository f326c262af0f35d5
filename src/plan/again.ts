import { leaves } from '../finding/finding.ts';
import { compareInstants, instantOf, msOf } from '../time/instant.ts';
import type { Looked } from './looked.ts';

/** How soon to look again at what could not be read. */
const UNREAD_MS = 30_000;

/** When whatever a look could not settle may be another: what was not read, a ledger that failed, a merge that rests. */
export function againAt({ claims, finding, observation }: Looked): (string | null)[] {
  const open = observation.pull.state === 'open';
  const unread = leaves(finding).some(({ status }) => status === 'undetermined');
  const arrival = 'known' in claims.ledger ? claims.ledger.known.arrival : null;
  const refusal = 'known' in claims.ledger ? claims.ledger.known.refusal : null;
  const soon = instantOf(msOf(claims.at) + UNREAD_MS) ?? null;
  return [
    open && !observation.pull.fork && (unread || arrival === null) ? soon : null,
    observation.troubles.ledger?.retryAt ?? null,
    observation.troubles.comment?.retryAt ?? null,
    refusal?.rests_until ?? null,
  ];
}

/** The first of these instants that is still to come. */
export function soonest(instants: readonly (string | null)[], now: string): string | null {
  const coming = instants.filter((instant) => instant !== null && compareInstants(instant, now) > 0);
  return coming.sort((a, b) => compareInstants(a ?? '', b ?? ''))[0] ?? null;
}
