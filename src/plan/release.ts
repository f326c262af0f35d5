import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import { outcome } from '../finding/finding.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { councilIn } from '../policy/consult.ts';
import { termsDigest } from '../terms/terms.ts';
import { handsIn } from './hands.ts';
import { held, isBusy } from './held.ts';
import { type EffectPlan, intend, isDue, isHalted, NO_EFFECT, subject, voidOf } from './intend.ts';
import { done, factsOf, type Looked } from './looked.ts';
import { approvalsOf } from './standing.ts';
import { asksForSeal, goes, isUndecided, sealStands } from './supported.ts';

/** The next effect by which a packet is released: seal, then merge, then deliver; then the release is recorded. */
export function nextOfPacket(looked: Looked, claims: Digest): EffectPlan {
  if (done(looked, 'merge') !== null) return planAfterMerge(looked);
  if (looked.claims.pull.state === 'merged') return NO_EFFECT;
  const seal = done(looked, 'seal');
  if (seal !== null && isOver(looked, seal)) return { ...NO_EFFECT, record: voidOf(looked, seal) };
  if (seal === null && goes(looked, 'signing') && isDue(looked, 'seal')) return intend(intentToSeal(looked, claims));
  if (seal === null || outcome(looked.finding) !== 'go') return NO_EFFECT;
  return intend(intentToMerge(looked, seal));
}

/** A seal that will not become a release: denied, closed, or no longer over what stands here. */
function isOver(looked: Looked, seal: EffectFacts): boolean {
  if (isUndecided(looked)) return false;
  return outcome(looked.finding) === 'denied' || looked.claims.pull.state === 'closed' || !sealStands(looked, seal);
}

/** Whether what stands now still asks for exactly what was intended for a packet. */
export function asksForRelease(
  looked: Looked,
  intent: Extract<Body<'intent'>, { effect: 'seal' | 'merge' | 'deliver' }>,
): boolean {
  switch (intent.effect) {
    case 'seal':
      return asksForSeal(looked, intent);
    case 'merge': {
      const seal = done(looked, 'seal');
      const { head, base_tip } = looked.claims.pull;
      const same = intent.head === head && intent.base === base_tip;
      return same && goes(looked, 'merge') && seal !== null && sealStands(looked, seal);
    }
    // After the merge nothing is judged any more: what was approved is delivered where owners approved it.
    case 'deliver':
      return targetOf(looked)?.id === intent.repository.id;
  }
}

function intentToSeal(looked: Looked, claims: Digest): Draft | null {
  const { claims: proven } = looked;
  if (proven.terms === null) return null;
  const { terms } = proven.terms;
  const approvals = approvalsOf(looked).map((approval) => ({ ...approval }));
  const body = {
    ...subject(looked, terms),
    ...held(looked, 'seal'),
    terms,
    approvals,
    policy_commit: proven.policy_commit,
    claims,
    proposers: handsIn(looked),
  };
  return { kind: 'intent', body: { effect: 'seal', ...body } };
}

function intentToMerge(looked: Looked, seal: EffectFacts): Draft | null {
  const { base, base_tip } = looked.claims.pull;
  const council = councilOf(base);
  if (seal.intent.effect !== 'seal' || seal.outcome === null) return null;
  if (isBusy(looked, council) || council === null || base_tip === null) return null;
  const body = {
    ...subject(looked, seal.intent.terms),
    ...held(looked, 'merge'),
    council,
    base: base_tip,
    seal: seal.outcome.number,
  };
  return { kind: 'intent', body: { effect: 'merge', ...body } };
}

/** The council to which owners approved to release it. */
export function sealedFor(looked: Looked): string | null {
  const sealed = done(looked, 'seal')?.intent;
  return sealed?.effect === 'seal' ? sealed.terms.council : null;
}

/** After the merge: deliver, then record the release. A merge that brought something else is never delivered. */
function planAfterMerge(looked: Looked): EffectPlan {
  const merge = done(looked, 'merge');
  const facts = factsOf(looked);
  if (merge?.intent.effect !== 'merge' || facts.released !== null || !broughtWhatWasApproved(merge)) return NO_EFFECT;
  if (isHalted(looked, merge.intent.council)) return NO_EFFECT;
  const delivered = done(looked, 'deliver');
  if (delivered !== null) {
    const body = releaseOf(looked, merge, delivered);
    return body === null ? NO_EFFECT : { ...NO_EFFECT, record: [{ kind: 'released', body }] };
  }
  const repository = targetOf(looked);
  if (repository === null) return NO_EFFECT;
  const { packet, revision } = merge.intent;
  const marker = `countersign:${looked.observation.repository.id}:${packet}:r${revision}`;
  const body = { ...subject(looked, merge.intent), ...held(looked, 'deliver'), repository, marker };
  return intend({ kind: 'intent', body: { effect: 'deliver', ...body } });
}

/**
 * Where to deliver: the council's repository if it is in the audience that was sealed, else a repository that is.
 * A policy that changed since names nobody to whom owners did not release it.
 */
function targetOf(looked: Looked): { id: number; name: string } | null {
  const sealed = done(looked, 'seal')?.intent;
  if (sealed?.effect !== 'seal') return null;
  const council = councilIn(looked.rules, sealed.terms.council);
  const known = council === null ? [] : [council.council_repository, ...council.audience.repositories];
  const target = known.find(({ id }) => sealed.terms.audience.repositories.includes(id));
  return target === undefined ? null : { id: target.id, name: target.name };
}

function releaseOf(looked: Looked, merge: EffectFacts, delivered: EffectFacts): Body<'released'> | null {
  const sealed = done(looked, 'seal');
  if (merge.intent.effect !== 'merge' || merge.outcome?.body.effect !== 'merge' || merge.outcome.body.result !== 'done')
    return null;
  if (delivered.intent.effect !== 'deliver' || delivered.outcome?.body.effect !== 'deliver') return null;
  if (delivered.outcome.body.result !== 'done' || sealed?.intent.effect !== 'seal' || !sealed.outcome) return null;
  const { terms, approvals } = sealed.intent;
  return {
    pull: merge.intent.pull,
    packet: terms.packet,
    revision: terms.revision,
    council: terms.council,
    digests: terms.digests,
    terms: termsDigest(terms),
    approvers: approvals.map(({ person, account, review }) => ({ person, account, review })),
    audience: terms.audience,
    review_window: terms.review_window,
    merge: merge.outcome.body.merge,
    deliveries: [{ repository: delivered.intent.repository.id, issue: delivered.outcome.body.issue }],
    seal: sealed.outcome.number,
    ...(sealed.intent.proposers && { proposers: sealed.intent.proposers }),
  };
}
