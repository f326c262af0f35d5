import type { EffectFacts } from '../ledger/facts/effect.ts';
import { statementBytes } from '../manifest/statement.ts';
import { type Looked, sealingWorkflow } from '../plan/looked.ts';
import { statementFor } from '../seal/intended.ts';
import type { Effected, Hands } from './act.ts';
import { checkSealOf, placeOf, type SealIntent, sealed } from './sealed.ts';
import { sealByWorkflow } from './workflow-seal.ts';

/** Seals what the intent's entry gives, a manifest or a conclusion, in the way that policy names. */
export async function seal(effect: EffectFacts, intent: SealIntent, looked: Looked, hands: Hands): Promise<Effected> {
  const make = sealingWorkflow(looked) === null ? sealInProcess : sealByWorkflow;
  try {
    return await make(effect, intent, looked, hands);
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error('no seal', { cause: error }) };
  }
}

/** What came back is verified as anybody would, before it is recorded: a seal that does not verify is none. */
async function sealInProcess(effect: EffectFacts, intent: SealIntent, looked: Looked, hands: Hands): Promise<Effected> {
  const bundle = await hands.makeSeal(statementBytes(statementFor(intent, placeOf(effect, looked))));
  const proof = checkSealOf(effect, intent, bundle, looked);
  if (proof.ok) return { outcome: sealed(effect, intent, bundle, proof) };
  const { code, expected, seen } = proof;
  return { failed: new Error(`the seal does not verify: ${code}: expected ${expected}, seen ${seen}`) };
}
