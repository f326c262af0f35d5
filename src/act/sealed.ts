import type { Body, Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { IntentPlace } from '../manifest/manifest.ts';
import { done, type Looked } from '../plan/looked.ts';
import type { SealBundle } from '../seal/bundle.ts';
import type { SealProof } from '../seal/check.ts';
import { checkManifestSeal } from '../seal/manifest.ts';
import { type SealRefusal, sealRefusal } from '../seal/refused.ts';

export type SealIntent = Extract<Body<'intent'>, { effect: 'seal' }>;

/** The seal that the ledger holds, verified anew by the rules of now: whoever wrote it there is not believed. */
export function checkedSeal(looked: Looked): SealProof | SealRefusal {
  const sealed = done(looked, 'seal');
  const outcome = sealed?.outcome?.body;
  if (sealed?.intent.effect !== 'seal' || outcome?.effect !== 'seal' || outcome.result !== 'done') {
    return sealRefusal({ code: 'attestation-missing', expected: 'a seal in the ledger', seen: 'none' });
  }
  return checkSealOf(sealed, sealed.intent, outcome.bundle, looked);
}

/** Whether a bundle is the seal of this intent, by the rules of now. */
export function checkSealOf(effect: EffectFacts, intent: SealIntent, bundle: unknown, looked: Looked) {
  const { rules } = looked;
  if (!rules.ok)
    return sealRefusal({ code: 'attestation-invalid', expected: 'a seal policy that loads', seen: 'none' });
  const { seal: policy, trustedRoot } = rules.rules;
  return checkManifestSeal({ bundle, intent, place: placeOf(effect, looked), policy, trustedRoot });
}

/** Where the intent stands in the ledger: a part of what is sealed. */
export function placeOf({ number, hash }: EffectFacts, { observation }: Looked): IntentPlace {
  return { repository: observation.repository.id, number, hash };
}

/** The entry that says that it was done, with the seal in it. */
export function sealed({ number }: EffectFacts, intent: SealIntent, bundle: SealBundle, { digest }: SealProof): Draft {
  const { pull, packet, revision } = intent;
  const about = { effect: 'seal', result: 'done', intent: number, pull, packet, revision } as const;
  return { kind: 'outcome', body: { ...about, bundle, statement: digest } };
}
