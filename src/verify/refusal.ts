import type { LedgerClaim } from '../claims/ledger.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import { instantOf, msOf } from '../time/instant.ts';
import type { PullSeen } from './observation/pull.ts';

const SHORTEST_REST_MS = 10 * 60_000;
const LONGEST_REST_MS = 12 * 60 * 60_000;

/**
 * GitHub's last refusal to merge this head onto this base, as long as it stands: another head or base is another
 * question, and after a while the reason may have gone by itself. Each refusal of the same rests twice as long.
 */
export function refusalOf(facts: PullFacts | undefined, pull: PullSeen, at: string): LedgerClaim['refusal'] {
  const tries = (facts?.effects ?? []).flatMap(({ intent, outcome }) => {
    const same = 'base' in intent && intent.head === pull.head && intent.base === pull.baseTip;
    return same && outcome !== null ? [outcome] : [];
  });
  const last = tries.at(-1);
  if (last?.body.result !== 'refused') return null;
  const times = tries.filter(({ body }) => body.result === 'refused').length;
  const restMs = Math.min(SHORTEST_REST_MS * 2 ** (times - 1), LONGEST_REST_MS);
  const rests_until = instantOf(msOf(last.at) + restMs) ?? last.at;
  if (msOf(at) >= msOf(rests_until)) return null;
  return { code: last.body.code, reason: last.body.reason, at: last.at, rests_until };
}
