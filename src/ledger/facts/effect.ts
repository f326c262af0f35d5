import type { Digest } from '../../digest/digest.ts';
import type { Body, EntryOf } from '../entry.ts';

/** An irreversible effect from its intent to what became of it. */
export interface EffectFacts {
  /** The number of the intent. */
  readonly number: number;
  /** The hash of the intent's entry, which a seal names. */
  readonly hash: Digest;
  readonly at: string;
  readonly intent: Body<'intent'>;
  readonly outcome: { readonly number: number; readonly at: string; readonly body: Body<'outcome'> } | null;
  /** The number of the intent by which another process took this one over. */
  readonly takenOverBy: number | null;
  /** The number of the entry that voided its seal after it was made. */
  readonly voidedBy: number | null;
}

/** An intent joins the effects before it; the one that it takes over is no longer anybody's to act on. */
export function intended(
  effects: readonly EffectFacts[],
  { number, at, body }: EntryOf<'intent'>,
  hash: Digest,
): readonly EffectFacts[] {
  const before = effects.map((effect) =>
    effect.number === body.takes_over && effect.outcome === null ? { ...effect, takenOverBy: number } : effect,
  );
  return [...before, { number, hash, at, intent: body, outcome: null, takenOverBy: null, voidedBy: null }];
}

/** An outcome ends the intent that it names, once, and only if it is of the same effect. */
export function concluded(
  effects: readonly EffectFacts[],
  { number, at, body }: EntryOf<'outcome'>,
): readonly EffectFacts[] {
  return effects.map((effect) =>
    effect.number === body.intent && effect.intent.effect === body.effect && effect.outcome === null
      ? { ...effect, outcome: { number, at, body } }
      : effect,
  );
}

/** A seal that was voided stays in the record and is nobody's to merge by. */
export function voided(
  effects: readonly EffectFacts[],
  { number, body }: EntryOf<'seal-void'>,
): readonly EffectFacts[] {
  return effects.map((effect) => (effect.outcome?.number === body.seal ? { ...effect, voidedBy: number } : effect));
}
