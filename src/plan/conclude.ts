import { conclusionDigest } from '../conclusion/conclusion.ts';
import { councilOf } from '../council/branch.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import type { Digest } from '../digest/digest.ts';
import { outcome } from '../finding/finding.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { conclusionOf, stillConcludes } from './conclusion.ts';
import { held, isBusy } from './held.ts';
import { type EffectPlan, intend, isDue, isHalted, NO_EFFECT, subject, voidOf } from './intend.ts';
import { done, type Looked } from './looked.ts';
import { goes, isUndecided } from './supported.ts';

type ConclusionIntent = Extract<Body<'intent'>, { effect: 'seal-conclusion' | 'merge-decision' }>;

/** The next effect by which a decision is concluded: seal what people signed, then merge it as signed, then record it. */
export function nextOfDecision(looked: Looked, claims: Digest): EffectPlan {
  if (done(looked, 'merge-decision') !== null) return planAfterMerge(looked);
  if (looked.claims.pull.state === 'merged') return NO_EFFECT;
  const seal = done(looked, 'seal-conclusion');
  if (seal !== null && isOver(looked, seal)) return { ...NO_EFFECT, record: voidOf(looked, seal) };
  if (seal === null && goes(looked, 'signing') && isDue(looked, 'seal-conclusion'))
    return intend(intentToSeal(looked, claims));
  if (seal === null || outcome(looked.finding) !== 'go') return NO_EFFECT;
  return intend(intentToMerge(looked, seal));
}

/** Whether what stands now still asks for exactly what was intended for a decision. */
export function asksForConclusion(looked: Looked, intent: ConclusionIntent): boolean {
  if (intent.effect === 'seal-conclusion') {
    // Whoever audits the seal judges it by the rules of the intent, so it is made by those.
    const sameRules = intent.policy_commit === looked.claims.policy_commit;
    return sameRules && goes(looked, 'signing') && stillConcludes(looked, intent.conclusion);
  }
  const seal = done(looked, 'seal-conclusion');
  const { head, base_tip } = looked.claims.pull;
  const same = intent.head === head && intent.base === base_tip;
  return same && goes(looked, 'merge') && seal !== null && sealStands(looked, seal);
}

/** The seal of a conclusion that will not be one: denied, closed, or people signed something else since. */
function isOver(looked: Looked, seal: EffectFacts): boolean {
  if (isUndecided(looked)) return false;
  return outcome(looked.finding) === 'denied' || looked.claims.pull.state === 'closed' || !sealStands(looked, seal);
}

function sealStands(looked: Looked, { intent }: EffectFacts): boolean {
  return intent.effect === 'seal-conclusion' && stillConcludes(looked, intent.conclusion);
}

function intentToSeal(looked: Looked, claims: Digest): Draft | null {
  const conclusion = conclusionOf(looked);
  if (conclusion === null) return null;
  const { decision } = conclusion;
  const body = { ...subject(looked, conclusion), ...held(looked, 'seal-conclusion'), decision, conclusion };
  const { policy_commit } = looked.claims;
  return { kind: 'intent', body: { effect: 'seal-conclusion', ...body, policy_commit, claims } };
}

function intentToMerge(looked: Looked, seal: EffectFacts): Draft | null {
  const { base, base_tip } = looked.claims.pull;
  const council = councilOf(base);
  if (seal.intent.effect !== 'seal-conclusion' || seal.outcome === null) return null;
  if (isBusy(looked, council) || council === null || base_tip === null) return null;
  const { decision } = seal.intent;
  const body = { ...subject(looked, seal.intent), ...held(looked, 'merge-decision'), decision, council };
  return { kind: 'intent', body: { effect: 'merge-decision', ...body, base: base_tip, seal: seal.outcome.number } };
}

/** After the merge it is recorded as concluded. A merge that brought something else concludes nothing. */
function planAfterMerge(looked: Looked): EffectPlan {
  const merge = done(looked, 'merge-decision');
  const sealed = done(looked, 'seal-conclusion');
  if (merge?.intent.effect !== 'merge-decision' || sealed?.intent.effect !== 'seal-conclusion') return NO_EFFECT;
  const made = merge.outcome?.body;
  if (made?.effect !== 'merge-decision' || made.result !== 'done' || !sealed.outcome) return NO_EFFECT;
  if (!broughtWhatWasApproved(merge) || isHalted(looked, merge.intent.council)) return NO_EFFECT;
  const { conclusion } = sealed.intent;
  const { packet, revision, decision, council, scope } = conclusion;
  const concluded = looked.ledger.decisions.get(decisionId(placeNamed(conclusion)))?.concluded ?? null;
  if (concluded !== null) return NO_EFFECT;
  const body: Body<'concluded'> = {
    ...{ pull: merge.intent.pull, packet, revision, decision, council, scope },
    outcome: conclusion.outcome,
    signers: conclusion.signers.map(({ person, account, review }) => ({ person, account, review })),
    conclusion: conclusionDigest(conclusion),
    merge: made.merge,
    seal: sealed.outcome.number,
  };
  return { ...NO_EFFECT, record: [{ kind: 'concluded', body }] };
}
