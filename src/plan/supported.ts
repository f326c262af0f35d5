import { canonicalJson } from '../digest/digest.ts';
import { cut } from '../document/text.ts';
import type { Code } from '../finding/code.ts';
import { codes, obstacles } from '../finding/finding.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { termsDigest } from '../terms/terms.ts';
import { handsIn } from './hands.ts';
import type { Looked } from './looked.ts';
import { approvalsOf } from './standing.ts';

type SealIntent = Extract<Body<'intent'>, { effect: 'seal' }>;

/**
 * Whether what stands here now still asks for exactly the seal that was intended. The bot asks before it has one made,
 * and the workflow before it makes one: one answer for both.
 */
export function asksForSeal(looked: Looked, intent: SealIntent): boolean {
  // Whoever audits the seal judges it by the rules of the intent, so it is made by those.
  const sameRules = intent.policy_commit === looked.claims.policy_commit;
  return sameRules && goes(looked, 'signing') && approvalsStillCount(looked, intent) && namesAllHands(looked, intent);
}

/** Whoever is left out could sign the decision about it. */
function namesAllHands(looked: Looked, { proposers = [] }: SealIntent): boolean {
  const named = proposers.map((hand) => canonicalJson(hand));
  return handsIn(looked).every((hand) => named.includes(canonicalJson(hand)));
}

/** Whether the head, the terms and every approval that a seal speaks of are still those that stand here. */
export function sealStands(looked: Looked, seal: EffectFacts): boolean {
  return seal.intent.effect === 'seal' && approvalsStillCount(looked, seal.intent);
}

/** A go, or one that only waits for a service to be back: trying again is how one finds out that it is. */
export function goes({ finding }: Looked, waitsFor: 'signing' | 'merge'): boolean {
  return obstacles(finding).every(({ rule, status }) => rule === waitsFor && status === 'undetermined');
}

/** Nothing stands in the way but what could not be read. */
export function isUndecided({ finding }: Looked): boolean {
  const standing = obstacles(finding);
  return standing.length > 0 && standing.every(({ status }) => status === 'undetermined');
}

/** Why what was intended is not what stands here now: the first obstacle, or that the subject is another. */
export function whyNot({ finding, claims }: Looked): { readonly code: Code; readonly reason: string } {
  const [code = 'approval-stale'] = codes(finding);
  const [first] = obstacles(finding);
  const reason = first
    ? `${first.rule}: ${first.seen}`
    : `the head is now ${claims.pull.head}, or its terms, its approvals or the rules are others`;
  return { code, reason: cut(reason, 2000) };
}

function approvalsStillCount(looked: Looked, intent: SealIntent): boolean {
  const { pull, terms } = looked.claims;
  const counted = approvalsOf(looked);
  return (
    intent.head === pull.head &&
    termsDigest(intent.terms) === terms?.digest &&
    intent.approvals.every(({ review, person }) =>
      counted.some((one) => one.review === review && one.person === person),
    )
  );
}
