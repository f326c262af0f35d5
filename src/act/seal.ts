import type { Digest } from '../digest/digest.ts';
import { sha256 } from '../digest/digest.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { MANIFEST_TYPE, manifestBytes, manifestOf, manifestSubjects } from '../manifest/manifest.ts';
import { done, type Looked } from '../plan/looked.ts';
import { checkSeal, type SealProof } from '../seal/check.ts';
import { type SealRefusal, sealRefusal } from '../seal/refused.ts';
import type { Effected, Hands } from './act.ts';

type Intent = Extract<Body<'intent'>, { effect: 'seal' }>;

/**
 * Seals the manifest that the intent's entry gives. What came back is verified as anybody would, before it is
 * recorded: a seal that does not verify is none.
 */
export async function seal(effect: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const statement = statementOf(effect, intent, looked);
  try {
    const bundle = await hands.makeSeal(statement);
    const proof = check(bundle, sha256(statement), intent, looked);
    if (!proof.ok)
      return { failed: new Error(`the seal does not verify: expected ${proof.expected}, seen ${proof.seen}`) };
    const { pull, packet, revision } = intent;
    const about = { effect: 'seal', result: 'done', intent: effect.number, pull, packet, revision } as const;
    return { outcome: { kind: 'outcome', body: { ...about, bundle, statement: proof.digest } } };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error('no seal', { cause: error }) };
  }
}

/** The seal that the ledger holds, verified anew by the rules of now: whoever wrote it there is not believed. */
export function checkedSeal(looked: Looked): SealProof | SealRefusal {
  const sealed = done(looked, 'seal');
  const outcome = sealed?.outcome?.body;
  if (sealed?.intent.effect !== 'seal' || outcome?.effect !== 'seal' || outcome.result !== 'done') {
    return sealRefusal({ code: 'attestation-missing', expected: 'a seal in the ledger', seen: 'none' });
  }
  const statement = statementOf(sealed, sealed.intent, looked);
  return check(outcome.bundle, sha256(statement), sealed.intent, looked);
}

function statementOf({ number, hash }: EffectFacts, intent: Intent, { observation }: Looked): Uint8Array {
  return manifestBytes(manifestOf(intent, { repository: observation.repository.id, number, hash }));
}

function check(bundle: unknown, statement: Digest, intent: Intent, { rules }: Looked): SealProof | SealRefusal {
  if (!rules.ok)
    return sealRefusal({ code: 'attestation-invalid', expected: 'a seal policy that loads', seen: 'none' });
  const { identity, issuer, profile } = rules.rules.seal;
  const subjects = manifestSubjects(intent.terms);
  const { trustedRoot } = rules.rules;
  const proof = checkSeal({ bundle, subjects, predicateType: MANIFEST_TYPE, identity, issuer, profile, trustedRoot });
  if (!proof.ok || proof.digest === statement) return proof;
  const expected = `the statement ${statement}`;
  return sealRefusal({ code: 'attestation-subject-mismatch', expected, seen: proof.digest });
}
