import type { Known } from '../claims/claims.ts';
import type { MainClaim } from '../claims/rules.ts';
import type { PullFacts } from '../ledger/facts/pull.ts';
import type { LedgerFacts } from '../ledger/facts.ts';

/** How main came from the tip that the ledger knows to its live tip: the commits in between, by first parents. */
export interface MainSeen {
  readonly known: string;
  readonly tip: string;
  /** The oldest first; empty while the live tip is the known one. */
  readonly steps: readonly MainStep[];
  /** Whether the first of them stands on the known tip: it does not where history was rewritten, or is too long. */
  readonly joins: boolean;
}
export interface MainStep {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly tree: string;
  /** The tree of the second parent: what was merged. Null where nothing was. */
  readonly mergedTree: string | null;
}

/**
 * Whether all that is new on main is merges of heads that passed. A passed head holds the tip that it passed on, so a
 * merge that brought it and nothing else has its very tree; no other commit is known to anybody here.
 */
export function mainClaim({ known, tip, steps, joins }: MainSeen, ledger: LedgerFacts): MainClaim {
  const merges: MainClaim['merges'][number][] = [];
  const strange = (commit: string, why: string): MainClaim => ({ known, tip, merges: [], strange: { commit, why } });
  if (!joins) return strange(tip, `no line of first parents leads from it to ${known.slice(0, 10)}, which is known`);
  for (const step of steps) {
    const found = passedIn(step, ledger);
    if ('why' in found) return strange(step.commit, found.why);
    merges.push({ commit: step.commit, ...found });
  }
  return { known, tip, merges, strange: null };
}

function passedIn(step: MainStep, ledger: LedgerFacts): { pull: number; head: string } | { why: string } {
  const { parents, tree, mergedTree } = step;
  const [base, head, ...others] = parents;
  if (head === undefined) return { why: aloneBecause(step, ledger) };
  if (others.length > 0) return { why: 'it merges more than one head at once' };
  const pull = pullPassed(ledger, ({ passed }) => passed?.head === head && passed.base === base);
  if (pull === null) return { why: `it merges ${head.slice(0, 10)}, which did not pass on the tip before it` };
  return tree === mergedTree ? { pull, head } : { why: `it differs from ${head.slice(0, 10)}, the head that passed` };
}

/** A commit that merges nothing: pushed past the rules, or a passed change that was squashed or rebased. */
function aloneBecause({ parents }: MainStep, ledger: LedgerFacts): string {
  const pull = pullPassed(ledger, ({ passed }) => passed !== null && passed.base === parents[0]);
  if (pull === null) return 'it was not merged from a pull request that passed';
  return `it is no merge: if it is #${pull}, which had passed, squashed or rebased, its commit is one that nobody approved; merge with a merge commit`;
}

function pullPassed({ pulls }: LedgerFacts, is: (facts: PullFacts) => boolean): number | null {
  for (const [number, facts] of pulls) if (is(facts)) return number;
  return null;
}

/** What main is at, of an observation; unknown as long as it is not known where it should be. */
export function mainKnown(seen: Known<MainSeen>, ledger: Known<LedgerFacts>): Known<MainClaim> {
  if (!('known' in seen)) return seen;
  return 'known' in ledger ? { known: mainClaim(seen.known, ledger.known) } : ledger;
}
