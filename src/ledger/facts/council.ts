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
  const made = mergeMade({ intent, outcome });
  if (made === null || outcome === null) return undefined;
  const before = councils.get(made.council)?.stopped ?? null;
  const wrong = { code: 'merged-content-mismatch', entry: outcome.number } as const;
  const stopped = broughtWhatWasApproved({ intent, outcome }) ? before : (before ?? wrong);
  return [made.council, { tip: made.merge, stopped }];
}

type Made = Extract<Body<'outcome'>, { tree_matches: boolean }> & {
  readonly council: string;
  readonly onto: string;
  readonly head: string;
};

/** The merge into a council's branch that an effect made: of a packet, or of its copy of CODEOWNERS. */
function mergeMade({ intent, outcome }: Pick<EffectFacts, 'intent' | 'outcome'>): Made | null {
  if (!('council' in intent) || outcome === null || !('tree_matches' in outcome.body)) return null;
  return { ...outcome.body, council: intent.council, onto: intent.base, head: intent.head };
}

/** Whether a merge that was made brought exactly the approved head onto the tip of the last look. */
export function broughtWhatWasApproved({ intent, outcome }: Pick<EffectFacts, 'intent' | 'outcome'>): boolean {
  const made = mergeMade({ intent, outcome });
  if (made === null) return false;
  const { tree_matches, parents, onto, head } = made;
  return tree_matches && parents.length === 2 && parents[0] === onto && parents[1] === head;
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
