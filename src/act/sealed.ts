import type { Code } from '../finding/code.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { IntentPlace } from '../manifest/manifest.ts';
import { done, type Looked } from '../plan/looked.ts';
import type { SealBundle } from '../seal/bundle.ts';
import type { SealProof } from '../seal/check.ts';
import { checkIntendedSeal } from '../seal/intended.ts';
import { type SealRefusal, sealRefusal } from '../seal/refused.ts';
import type { MergeResult } from './merge-head.ts';

/** An intent to seal a manifest or a conclusion, as the ledger holds it. */
export type SealIntent = Extract<Body<'intent'>, { effect: 'seal' | 'seal-conclusion' }>;

/** Why nothing may be merged by the seal that the ledger holds; null where it verifies. */
export function unsealed(looked: Looked, effect: SealIntent['effect']): Extract<MergeResult, { code: Code }> | null {
  const seal = checkedSeal(looked, effect);
  if (seal.ok) return null;
  return { result: 'refused', code: seal.code, reason: `the seal: expected ${seal.expected}, seen ${seal.seen}` };
}

/** That seal, verified anew by the rules of now: whoever wrote it there is not believed. */
function checkedSeal(looked: Looked, effect: SealIntent['effect']): SealProof | SealRefusal {
  const sealed = done(looked, effect);
  const outcome = sealed?.outcome?.body;
  if (sealed === null || !isSealIntent(sealed.intent) || outcome === undefined || !('bundle' in outcome)) {
    return sealRefusal({ code: 'attestation-missing', expected: 'a seal in the ledger', seen: 'none' });
  }
  return checkSealOf(sealed, sealed.intent, outcome.bundle, looked);
}

function isSealIntent(intent: Body<'intent'>): intent is SealIntent {
  return intent.effect === 'seal' || intent.effect === 'seal-conclusion';
}

/** Whether a bundle is the seal of this intent, by the rules of now. */
export function checkSealOf(effect: EffectFacts, intent: SealIntent, bundle: unknown, looked: Looked) {
  const { rules } = looked;
  if (!rules.ok)
    return sealRefusal({ code: 'attestation-invalid', expected: 'a seal policy that loads', seen: 'none' });
  const { seal: policy, trustedRoot } = rules.rules;
  const place = placeOf(effect, looked);
  return checkIntendedSeal({ bundle, intent, place, policy, trustedRoot });
}

/** Where the intent stands in the ledger: a part of what is sealed. */
export function placeOf({ number, hash }: EffectFacts, { observation }: Looked): IntentPlace {
  return { repository: observation.repository.id, number, hash };
}

/** The entry that says that it was done, with the seal in it. */
export function sealed({ number }: EffectFacts, intent: SealIntent, bundle: SealBundle, { digest }: SealProof): Draft {
  const { pull, packet, revision } = intent;
  const done = { result: 'done', intent: number, pull, packet, revision, bundle, statement: digest } as const;
  return intent.effect === 'seal'
    ? { kind: 'outcome', body: { effect: 'seal', ...done } }
    : { kind: 'outcome', body: { effect: 'seal-conclusion', decision: intent.decision, ...done } };
}
