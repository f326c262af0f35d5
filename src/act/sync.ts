import { branchOf } from '../council/branch.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Looked } from '../plan/looked.ts';
import { syncMatches } from '../verify/change.ts';
import type { Effected, Hands } from './act.ts';
import { mergeHead } from './merge-head.ts';

type Intent = Extract<Body<'intent'>, { effect: 'sync' }>;

/** Merges a council's copy of CODEOWNERS, and compares what that made. */
export async function sync({ number }: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const about = { effect: 'sync', intent: number, pull: intent.pull } as const;
  const title = `Bring CODEOWNERS of ${branchOf(intent.council)} up to date`;
  const message = `The copy of main, ${intent.codeowners}, ledger entry ${number}.`;
  const merged = await mergeHead({ intent, title, message }, looked, hands);
  if ('failed' in merged) return merged;
  if ('refused' in merged)
    return { outcome: { kind: 'outcome', body: { ...about, result: 'refused', ...merged.refused } } };
  const { oid: merge, parents, tree, firstParentTree } = merged.made;
  const tree_matches = firstParentTree !== null && syncMatches(firstParentTree, tree, intent.codeowners);
  return { outcome: { kind: 'outcome', body: { ...about, result: 'done', merge, parents, tree_matches } } };
}
