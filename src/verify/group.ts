import type { LedgerFacts } from '../ledger/facts.ts';
import type { MainSeen, MainStep } from './main.ts';
import type { Read } from './observation.ts';

/** A merge group as it was seen: what a merge queue would put on main, if it is on main's live tip at all. */
export interface GroupSeen {
  readonly repository: { readonly owner: string; readonly repo: string };
  readonly main: string | null;
  readonly steps: Read<MainSeen>;
  readonly ledger: LedgerFacts;
}

/** One commit of a group, and which pull request it folds in; null where that cannot be told. */
export interface Fold {
  readonly step: MainStep;
  readonly pull: number | null;
}

/** What a group folds in, the first first. Its pull requests are told by their heads, never by the name of a branch. */
export function foldsOf({ steps, ledger }: GroupSeen): readonly Fold[] {
  if (!('read' in steps)) return [];
  return steps.read.steps.map((step) => {
    const [, head, ...others] = step.parents;
    const named = [...ledger.pulls].filter(([, { heads }]) => heads.at(-1)?.head === head);
    const [first, ...more] = named;
    const told = head !== undefined && others.length === 0 && first !== undefined && more.length === 0;
    return { step, pull: told ? first[0] : null };
  });
}
