import { decisionIn, recordIn } from '../claims/decision.ts';
import { type Conclusion, conclusionDigest } from '../conclusion/conclusion.ts';
import { councilOf } from '../council/branch.ts';
import type { Council } from '../council/council.ts';
import { type Outcome, sameOutcome } from '../decision/outcome.ts';
import { type DecisionPlace, decisionId, placeNamed } from '../decision/place.ts';
import { canonicalJson, type Digest } from '../digest/digest.ts';
import { outcome } from '../finding/finding.ts';
import { type Tally, tallyOf } from '../judge/signatures.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import type { SignedFacts } from '../ledger/facts/decision.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { councilIn } from '../policy/consult.ts';
import { provePacket } from '../verify/packet.ts';
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

/**
 * Whether this look concludes the very same, by each signature that a conclusion counts; others may have signed since.
 * Whoever wrote the intent is believed in nothing: the workflow seals what it found by itself, reach and scope included.
 */
function stillConcludes(looked: Looked, conclusion: Conclusion): boolean {
  const now = concludedNow(looked);
  const wish = recordIn(looked.claims)?.asked ?? null;
  if (now === null || wish === null || !sameOutcome(conclusion.outcome, wish.outcome)) return false;
  const same =
    canonicalJson({ ...now, signers: [], asked: null }) === canonicalJson({ ...conclusion, signers: [], asked: null });
  const found = now.signers.map((signer) => canonicalJson(signer));
  return same && conclusion.signers.every((signer) => found.includes(canonicalJson(signer)));
}

function intentToSeal(looked: Looked, claims: Digest): Draft | null {
  const conclusion = conclusionOf(looked);
  if (conclusion === null) return null;
  const { decision } = conclusion;
  const body = { ...subject(looked, conclusion), ...held(looked, 'seal-conclusion'), decision, conclusion };
  const { policy_commit } = looked.claims;
  return { kind: 'intent', body: { effect: 'seal-conclusion', ...body, policy_commit, claims } };
}

/** What this look concludes; null while anything of it is missing, such as a signature that the ledger does not hold yet. */
function conclusionOf(looked: Looked): Conclusion | null {
  const now = concludedNow(looked);
  return now?.signers.length === tallyIn(looked)?.agreed?.signers.length ? now : null;
}

/** The same, with the signatures that the ledger holds. */
function concludedNow(looked: Looked): Conclusion | null {
  const { claims, observation } = looked;
  const facts = decisionIn(claims);
  const council = councilFor(looked);
  const record = recordIn(looked.claims);
  const agreed = tallyIn(looked)?.agreed ?? null;
  if (facts === null || council === null || agreed === null || !record?.asked || !record.release) return null;
  const proof = 'read' in observation.folder ? provePacket(observation.folder.read) : null;
  const option = optionOf(agreed.outcome, proof?.valid ? proof.packet.options : []);
  if (option === undefined) return null;
  const recorded = signedHere(looked, facts);
  const signers = agreed.signers.flatMap(({ person, account, review, roles, assurance, submitted_at }) => {
    const signed = recorded.find((one) => one.review === review)?.entry;
    return signed === undefined ? [] : [{ person, account, review, roles, assurance, submitted_at, signed }];
  });
  const { person, account, comment } = record.asked;
  return {
    schema: 'governance.v1.Conclusion',
    packet: facts.packet,
    revision: facts.revision,
    decision: facts.number,
    council: council.council,
    scope: council.scope,
    outcome: agreed.outcome,
    option,
    file: facts.file,
    manifest: facts.manifest,
    release: record.release.entry,
    head: claims.pull.head,
    requester: facts.requester,
    review_window: record.release.review_window,
    signers,
    asked: { person, account, comment },
  };
}

/** The option that was signed; null for `reject`, undefined where the packet has no such option. */
function optionOf<T extends { readonly id: string }>(signed: Outcome, options: readonly T[]): T | null | undefined {
  return signed.verdict === 'reject' ? null : options.find(({ id }) => id === signed.option);
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

/** How the signatures stand in this look; null where there is nothing to sign. */
export function tallyIn(looked: Looked): Tally | null {
  const council = councilFor(looked);
  return council === null ? null : tallyOf(looked.claims, council);
}

/** The signatures on this pull request that the ledger holds. */
export function signedHere({ ledger, observation }: Looked, place: DecisionPlace): readonly SignedFacts[] {
  const known = ledger.decisions.get(decisionId(place))?.signed ?? [];
  return known.filter(({ pull }) => pull === observation.pull.number);
}

function councilFor({ claims, rules }: Looked): Council | null {
  return councilIn(rules, councilOf(claims.pull.base));
}
