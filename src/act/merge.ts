import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Looked } from '../plan/looked.ts';
import { mergeMatches, packetTouched } from '../verify/change.ts';
import type { MergeSeen } from '../verify/observation/tree.ts';
import type { Effected, Hands } from './act.ts';
import { type MergeResult, mergeFound, mergeHead } from './merge-head.ts';
import { unsealed } from './sealed.ts';

type Intent = Extract<Body<'intent'>, { effect: 'merge' }>;

/** Merges exactly the approved and sealed head, the point of no return, and compares what that made. */
export async function merge(effect: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const refused = mergeFound(looked) === null ? unsealed(looked, 'seal') : null;
  if (refused !== null) return { outcome: outcome(effect, intent, refused) };
  const title = `Release ${intent.packet} revision ${intent.revision}`;
  const message = `Approved head ${intent.head}, ledger entry ${effect.number}.`;
  const merged = await mergeHead({ intent, title, message }, looked, hands);
  if ('failed' in merged) return merged;
  if ('refused' in merged) return { outcome: outcome(effect, intent, { result: 'refused', ...merged.refused }) };
  return mergedAs(effect, intent, merged.made, looked);
}

function mergedAs(effect: EffectFacts, intent: Intent, seen: MergeSeen, { observation }: Looked): Effected {
  // What cannot be compared is not different: the intent stays open, and the next look compares.
  if (!('read' in observation.history))
    return { failed: new Error(`the merge cannot be compared: ${observation.history.unread}`) };
  const approved = packetTouched(observation.history.read);
  const matches =
    seen.firstParentTree !== null &&
    approved?.packet === intent.packet &&
    approved.tree !== null &&
    mergeMatches(seen.firstParentTree, seen.tree, intent.packet, approved.tree);
  const result = { result: 'done', merge: seen.oid, parents: seen.parents, tree_matches: matches } as const;
  return { outcome: outcome(effect, intent, result) };
}

function outcome({ number }: EffectFacts, { pull, packet, revision }: Intent, result: MergeResult) {
  return {
    kind: 'outcome' as const,
    body: { effect: 'merge' as const, intent: number, pull, packet, revision, ...result },
  };
}
