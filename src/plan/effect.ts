import { kindOf } from '../claims/kind.ts';
import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import { outcome } from '../finding/finding.ts';
import type { Body, Draft, Effect } from '../ledger/entry.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { councilIn } from '../policy/consult.ts';
import { termsDigest } from '../terms/terms.ts';
import { msOf } from '../time/instant.ts';
import { haltClaims } from '../verify/halt.ts';
import { held, isBusy } from './held.ts';
import { intentToSync } from './intent-to-sync.ts';
import { done, factsOf, type Looked, openIntent, sealingWorkflow } from './looked.ts';
import { approvalsOf } from './standing.ts';
import { asksForSeal, goes, isUndecided, sealStands, whyNot } from './supported.ts';

/** The part of a step that cannot be undone: entries about effects, and the effect to perform after them, if any. */
export interface EffectPlan {
  readonly record: readonly Draft[];
  readonly effect: 'intended' | EffectFacts | null;
  readonly lookAgainAt: string | null;
}
const TROUBLE_OF = { seal: 'signing', merge: 'merge', deliver: 'deliver', sync: 'merge' } as const;
const NOTHING: EffectPlan = { record: [], effect: null, lookAgainAt: null };

/**
 * The next irreversible effect: seal, then merge, then deliver. One open intent at a time: it is taken up again,
 * taken over, waited for, or given up; only without one is a new effect intended.
 */
export function planEffect(looked: Looked, claims: Digest): EffectPlan {
  const open = openIntent(looked);
  if (open !== null) return resume(looked, open);
  if (done(looked, 'merge') !== null) return planAfterMerge(looked);
  if (kindOf(looked.claims) === 'sync') return intend(intentToSync(looked));
  if (looked.claims.pull.state === 'merged') return NOTHING;
  const seal = done(looked, 'seal');
  if (seal !== null && isOver(looked, seal)) return { ...NOTHING, record: voidOf(looked, seal) };
  if (seal === null && goes(looked, 'signing') && isDue(looked, 'seal')) return intend(intentToSeal(looked, claims));
  if (seal === null || outcome(looked.finding) !== 'go') return NOTHING;
  return intend(intentToMerge(looked, seal));
}

function intend(intent: Draft | null): EffectPlan {
  return intent === null ? NOTHING : { record: [intent], effect: 'intended', lookAgainAt: null };
}

/** An open intent of this pull request: whether it happened is looked at before anything is done. */
function resume(looked: Looked, open: EffectFacts): EffectPlan {
  const mine = open.intent.holder === looked.holder;
  const current = msOf(looked.observation.at) < msOf(open.intent.deadline);
  // What a workflow does needs no hand of ours: any process may find the seal there, or give up what nothing supports.
  const elsewhere = open.intent.effect === 'seal' && sealingWorkflow(looked) !== null;
  if (!mine && current && !elsewhere) return { ...NOTHING, lookAgainAt: open.intent.deadline };
  if (!carriedOut(looked, open) && !supported(looked, open)) {
    // What could not be read speaks neither for it nor against it.
    return isUndecided(looked) ? NOTHING : { ...NOTHING, record: [givenUp(looked, open)] };
  }
  // A delivery that began is neither given up nor gone on with while its council is halted.
  if (open.intent.effect === 'deliver' && isHalted(looked, sealedFor(looked))) return NOTHING;
  if (!isDue(looked, open.intent.effect)) {
    return { ...NOTHING, lookAgainAt: troubleOf(looked, open.intent.effect)?.retryAt ?? null };
  }
  if (current) return { ...NOTHING, effect: open };
  // Past the deadline anybody may act, so also the holder needs an intent that is the newest again.
  const taken = { ...open.intent, ...held(looked, open.intent.effect), takes_over: open.number };
  return { record: [{ kind: 'intent', body: taken }], effect: 'intended', lookAgainAt: null };
}

/** Whether GitHub shows the merge that was intended, whatever became of the answer. */
export function carriedOut(looked: Looked, { intent }: EffectFacts): boolean {
  const merges = intent.effect === 'merge' || intent.effect === 'sync';
  return merges && looked.observation.pull.merge?.parents[1] === intent.head;
}

function troubleOf({ observation }: Looked, effect: Effect) {
  return observation.troubles[TROUBLE_OF[effect]];
}

function isDue(looked: Looked, effect: Effect): boolean {
  const trouble = troubleOf(looked, effect);
  return trouble === undefined || msOf(looked.observation.at) >= msOf(trouble.retryAt);
}

/** A seal that will not become a release: denied, closed, or no longer over what stands here. */
function isOver(looked: Looked, seal: EffectFacts): boolean {
  if (isUndecided(looked)) return false;
  return outcome(looked.finding) === 'denied' || looked.claims.pull.state === 'closed' || !sealStands(looked, seal);
}

/** Whether what stands now still asks for exactly what was intended. */
function supported(looked: Looked, { intent }: EffectFacts): boolean {
  switch (intent.effect) {
    case 'seal':
      return asksForSeal(looked, intent);
    case 'merge': {
      const seal = done(looked, 'seal');
      const { head, base_tip } = looked.claims.pull;
      const same = intent.head === head && intent.base === base_tip;
      return same && goes(looked, 'merge') && seal !== null && sealStands(looked, seal);
    }
    case 'sync': {
      const { pull, change } = looked.claims;
      const same = intent.head === pull.head && intent.base === pull.base_tip;
      const copied = 'known' in change && change.known.kind === 'sync' ? change.known.codeowners : null;
      return same && copied === intent.codeowners && goes(looked, 'merge');
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

function isHalted({ ledger, claims }: Looked, council: string | null): boolean {
  // What got onto main past its rules halts everything, also before it is recorded as an incident.
  if ('known' in claims.main && claims.main.known.strange !== null) return true;
  return haltClaims(ledger, council).length > 0;
}

function sealedFor(looked: Looked): string | null {
  const sealed = done(looked, 'seal')?.intent;
  return sealed?.effect === 'seal' ? sealed.terms.council : null;
}

/** After the merge: deliver, then record the release. A merge that brought something else is never delivered. */
function planAfterMerge(looked: Looked): EffectPlan {
  const merge = done(looked, 'merge');
  const facts = factsOf(looked);
  if (merge?.intent.effect !== 'merge' || facts.released !== null || !broughtWhatWasApproved(merge)) return NOTHING;
  if (isHalted(looked, merge.intent.council)) return NOTHING;
  const delivered = done(looked, 'deliver');
  if (delivered !== null) {
    const body = releaseOf(looked, merge, delivered);
    return body === null ? NOTHING : { ...NOTHING, record: [{ kind: 'released', body }] };
  }
  const repository = targetOf(looked);
  if (repository === null) return NOTHING;
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
  };
}

function subject({ claims }: Looked, { packet, revision }: { packet: string; revision: number }) {
  return { pull: claims.pull.number, packet, revision, head: claims.pull.head };
}

function givenUp(looked: Looked, { number, intent }: EffectFacts): Draft {
  if (intent.effect === 'sync') {
    const body = { effect: 'sync', intent: number, pull: intent.pull, ...whyNot(looked), result: 'void' } as const;
    return { kind: 'outcome', body };
  }
  const { pull, packet, revision } = intent;
  return {
    kind: 'outcome',
    body: { effect: intent.effect, intent: number, pull, packet, revision, ...whyNot(looked), result: 'void' },
  };
}

function voidOf(looked: Looked, { number, intent, outcome }: EffectFacts): Draft[] {
  if (intent.effect !== 'seal') return [];
  const { pull, packet, revision } = intent;
  return [{ kind: 'seal-void', body: { pull, packet, revision, seal: outcome?.number ?? number, ...whyNot(looked) } }];
}
