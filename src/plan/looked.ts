import type { Claims } from '../claims/claims.ts';
import type { Finding } from '../finding/finding.ts';
import type { Effect } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { NO_PULL, type PullFacts } from '../ledger/facts/pull.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { PACKET_ID } from '../packet/packet.ts';
import type { LoadedRules } from '../policy/rules.ts';
import type { SealPolicy } from '../policy/seal-policy.ts';
import type { Observation } from '../verify/observation.ts';

/** One look from beginning to end: what was seen, what it proves, what that means. All that a plan is made from. */
export interface Looked {
  readonly observation: Observation;
  readonly claims: Claims;
  readonly finding: Finding;
  readonly rules: LoadedRules;
  readonly ledger: LedgerFacts;
  /** This process, in intents. */
  readonly holder: string;
}

/** What the ledger knows of this pull request. */
export function factsOf({ ledger, observation }: Looked): PullFacts {
  return ledger.pulls.get(observation.pull.number) ?? NO_PULL;
}

/** The intent of this pull request that has no outcome yet; there is at most one. */
export function openIntent(looked: Looked): EffectFacts | null {
  return (
    factsOf(looked).effects.findLast(({ outcome, takenOverBy }) => outcome === null && takenOverBy === null) ?? null
  );
}

/** The effect of this kind that was done, and not voided since. */
export function done(looked: Looked, effect: Effect): EffectFacts | null {
  const found = factsOf(looked).effects.findLast(
    (one) => one.intent.effect === effect && one.outcome?.body.result === 'done',
  );
  return found === undefined || found.voidedBy !== null ? null : found;
}

/** The packet that is proposed; null when the change is no packet, or its folder is called what no packet can be. */
export function packetNamed({ claims }: Looked): string | null {
  const change = 'known' in claims.change ? claims.change.known : null;
  return change?.kind === 'packet' && PACKET_ID.test(change.packet) ? change.packet : null;
}

/** The workflow that seals in this repository; null where the bot does it by itself. */
export function sealingWorkflow({ rules }: Looked): NonNullable<SealPolicy['workflow']> | null {
  return (rules.ok && rules.rules.seal.workflow) || null;
}
