import type { PolicyClaim, ProposedProblem } from '../claims/rules.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import { type KeyRange, keyFor } from '../ledger/note.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { namesTouched } from './change.ts';
import type { PullSeen } from './observation/pull.ts';
import type { ProposedSeen } from './observation/rules.ts';
import { ownersFileProblems } from './owners.ts';

/** Folders that hold what is proposed to councils: changed together with the rules, it would be judged by its own. */
const PROPOSALS = /^(packets|decisions)(\/|$)/;
const LEDGER_POLICY = 'policies/ledger.yaml';
/** A report of more would be longer than anybody reads, and no less a refusal. */
const MOST_PROBLEMS = 100;

/** By which keys the ledger was believed so far, and up to which entry. */
export interface SignedSoFar {
  readonly keys: readonly KeyRange[];
  readonly upTo: number;
}

/** What a pull request against main would make of the rules. */
export function policyClaim(
  proposed: ProposedSeen,
  pull: PullSeen,
  main: string | null,
  signed: SignedSoFar | null,
): PolicyClaim {
  const { before, after, rules, codeownersErrors } = proposed;
  return {
    // A commit whose parent is main's tip has it below it, and whoever merges the head changes nothing but by it.
    current: pull.commits.some(({ parents }) => parents.some((parent) => parent === main)),
    carries: namesTouched(before, after)
      .filter((name) => PROPOSALS.test(name))
      .slice(0, MOST_PROBLEMS),
    problems: [...problemsOf(rules.loaded), ...keyProblems(rules.loaded, signed)],
    codeowners: rules.loaded.ok
      ? ownersFileProblems(rules.loaded.rules.codeowners, { errors: codeownersErrors, strays: rules.strayCodeowners })
      : [`${CODEOWNERS} is read when the policies load`],
  };
}

/** Keys by which the ledger as it stands would not be believed: main could never be mended again by a change that passes. */
function keyProblems(loaded: LoadedRules, signed: SignedSoFar | null): ProposedProblem[] {
  if (!loaded.ok || signed === null) return [];
  const { keys } = loaded.rules.ledger;
  const edges = [...keys, ...signed.keys].flatMap(({ first, last }) => [first, last ?? signed.upTo]);
  const wrong = edges.find((at) => at <= signed.upTo && keyFor(keys, at) !== keyFor(signed.keys, at));
  if (wrong === undefined) return [];
  const message = `expected the key that signed entry ${wrong} of the ledger, seen ${keyFor(keys, wrong) ?? 'none'}`;
  const hint = `a new key signs from a number on that is still to come, later than ${signed.upTo}`;
  return [{ weakens: false, place: { path: LEDGER_POLICY, line: 1, column: 1, message }, hint }];
}

function problemsOf(loaded: LoadedRules): ProposedProblem[] {
  const all = loaded.ok ? Object.values(loaded.rules.broken).flat() : loaded.problems;
  return all.slice(0, MOST_PROBLEMS).map(({ path, line, column, code, message, hint }) => ({
    weakens: code === 'policy-weakened',
    place: { path, line, column, message },
    hint,
  }));
}
