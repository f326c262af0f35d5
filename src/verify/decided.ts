import type { Claims, Known } from '../claims/claims.ts';
import type { DecisionRecord } from '../claims/decision.ts';
import type { Change } from '../claims/pull.ts';
import { type DecisionPlace, readDecisionId } from '../decision/place.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { proveDecision } from './decision.ts';
import { decisionRecord } from './decision-record.ts';
import { known, mapKnown } from './known.ts';
import type { PullSeen } from './observation/pull.ts';
import type { Observation } from './observation.ts';

/** Of a pull request that proposes something else. */
export const NO_DECISION = { unknown: 'not read: it proposes no decision', skipped: true } as const;

/** The decision that a change proposes. */
export function decisionClaim(seen: Observation['decision'], change: Known<Change>): Claims['decision'] {
  if ('unknown' in change) return change;
  return change.known.kind === 'decision' ? mapKnown(known(seen), proveDecision) : NO_DECISION;
}

/** What the ledger says of that decision; of one that cannot be read, by the place that it saw at this head. */
export function recordOf(
  decision: Claims['decision'],
  observation: Observation,
  ledger: LedgerFacts,
  rules: LoadedRules,
): DecisionRecord | null {
  if (decision === NO_DECISION) return null;
  const place = 'known' in decision ? placeIn(decision.known) : placeSeen(observation.pull, ledger);
  return place && decisionRecord(place, observation, ledger, rules);
}

function placeIn(decision: Extract<Claims['decision'], { known: unknown }>['known']): DecisionPlace | null {
  return decision.valid ? decision.facts : decision.place;
}

function placeSeen({ number, head }: PullSeen, { pulls }: LedgerFacts): DecisionPlace | null {
  return readDecisionId(pulls.get(number)?.heads.findLast((seen) => seen.head === head)?.decision ?? '');
}
