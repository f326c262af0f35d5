import { branchOf } from '../../council/branch.ts';
import type { Code } from '../../finding/code.ts';
import type { Body } from '../entry.ts';
import type { EffectFacts } from './effect.ts';
import type { IncidentFacts } from './incident.ts';

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
  const before = councils.get(intent.council)?.stopped ?? null;
  const wrong = { code: 'merged-content-mismatch', entry: outcome.number } as const;
  const stopped = broughtWhatWasApproved({ intent, outcome }) ? before : (before ?? wrong);
  return [intent.council, { tip: outcome.body.merge, stopped }];
}

/** Whether a merge that was made brought exactly the approved head onto the tip of the last look. */
export function broughtWhatWasApproved({ intent, outcome }: Pick<EffectFacts, 'intent' | 'outcome'>): boolean {
  if (intent.effect !== 'merge' || outcome?.body.effect !== 'merge' || outcome.body.result !== 'done') return false;
  const { parents, tree_matches } = outcome.body;
  return tree_matches && parents.length === 2 && parents[0] === intent.base && parents[1] === intent.head;
}

/** What an incident is called that reports such a merge: its lift ends that stop. */
export function keyOfStop(entry: number): string {
  return `merge:${entry}`;
}

/** A council after people lifted an incident: a tip that they accept counts as known, and a stop that they mean ends. */
export function councilAfterLift(
  name: string,
  council: CouncilFacts,
  { key }: IncidentFacts,
  { accepts }: Body<'lifted'>,
): CouncilFacts {
  const tip = accepts?.branch === branchOf(name) ? accepts.tip : council.tip;
  const stopped = council.stopped !== null && key === keyOfStop(council.stopped.entry) ? null : council.stopped;
  return tip === council.tip && stopped === council.stopped ? council : { tip, stopped };
}
