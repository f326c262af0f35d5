import type { LedgerClaim } from '../claims/claims.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import { msOf } from '../time/instant.ts';
import type { PullSeen } from './observation.ts';

/** How long a refused merge rests before it is tried again with nothing changed. */
export const REFUSAL_RESTS_MS = 10 * 60_000;

/**
 * GitHub's last refusal to merge this head, as long as it stands: another head or base is another question, and
 * after a while the reason may have gone by itself.
 */
export function refusalOf(facts: PullFacts | undefined, pull: PullSeen, at: string): LedgerClaim['refusal'] {
  const last = facts?.effects.findLast(({ intent, outcome }) => intent.effect === 'merge' && outcome !== null);
  if (last?.intent.effect !== 'merge' || last.outcome?.body.result !== 'refused') return null;
  if (last.intent.head !== pull.head || last.intent.base !== pull.baseTip) return null;
  if (msOf(at) - msOf(last.outcome.at) >= REFUSAL_RESTS_MS) return null;
  return { code: last.outcome.body.code, reason: last.outcome.body.reason, at: last.outcome.at };
}
