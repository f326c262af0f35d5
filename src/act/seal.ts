import { sha256 } from '../digest/digest.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { MANIFEST_TYPE, manifestBytes, manifestOf, manifestSubjects } from '../manifest/manifest.ts';
import type { Looked } from '../plan/looked.ts';
import { checkSeal } from '../seal/check.ts';
import type { Effected, Hands } from './act.ts';

/**
 * Seals the manifest that the intent's entry gives. What came back is verified as anybody would, before it is
 * recorded: a seal that does not verify is none.
 */
export async function seal(
  { number, hash }: EffectFacts,
  intent: Extract<Body<'intent'>, { effect: 'seal' }>,
  { observation, rules }: Looked,
  hands: Hands,
): Promise<Effected> {
  if (!rules.ok) return { failed: new Error('the seal policy does not load') };
  const manifest = manifestOf(intent, { repository: observation.repository.id, number, hash });
  const statement = manifestBytes(manifest);
  const { identity, issuer, profile } = rules.rules.seal;
  try {
    const bundle = await hands.makeSeal(statement);
    const subjects = manifestSubjects(intent.terms);
    const { trustedRoot } = rules.rules;
    const proof = checkSeal({ bundle, subjects, predicateType: MANIFEST_TYPE, identity, issuer, profile, trustedRoot });
    if (!proof.ok)
      return { failed: new Error(`the seal does not verify: expected ${proof.expected}, seen ${proof.seen}`) };
    if (proof.digest !== sha256(statement)) return { failed: new Error('the seal is over another statement') };
    const { pull, packet, revision } = intent;
    const body = {
      effect: 'seal',
      result: 'done',
      intent: number,
      pull,
      packet,
      revision,
      bundle,
      statement: proof.digest,
    } as const;
    return { outcome: { kind: 'outcome', body } };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error('no seal', { cause: error }) };
  }
}
