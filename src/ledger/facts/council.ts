import type { Code } from '../../finding/code.ts';
import type { Body } from '../entry.ts';
import type { EffectFacts } from './effect.ts';

/** What the ledger knows of the branch `council/<council>`. */
export interface CouncilFacts {
  /** The commit that the branch must be at. */
  readonly tip: string;
  /** Set by a merge that brought something else than was approved; nothing of this council goes on. */
  readonly stopped: { readonly code: Code; readonly entry: number } | null;
}

/** The first sighting of a branch counts; a later one would make any commit in between look known. */
export function newCouncil({ tip }: Body<'council-seen'>): CouncilFacts {
  return { tip, stopped: null };
}

/** The tip advances with each merge. The merge must have the tip of the last look and the approved head as parents. */
export function councilAfterMerge(
  councils: ReadonlyMap<string, CouncilFacts>,
  { intent, outcome }: EffectFacts,
): [council: string, facts: CouncilFacts] | undefined {
  if (intent.effect !== 'merge' || outcome?.body.effect !== 'merge' || outcome.body.result !== 'done') return undefined;
  const { merge, parents, tree_matches } = outcome.body;
  const asApproved = tree_matches && parents.length === 2 && parents[0] === intent.base && parents[1] === intent.head;
  const before = councils.get(intent.council)?.stopped ?? null;
  const stopped = asApproved ? before : (before ?? { code: 'merged-content-mismatch', entry: outcome.number });
  return [intent.council, { tip: merge, stopped }];
}
