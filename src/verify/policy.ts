import type { PolicyClaim, ProposedProblem } from '../claims/rules.ts';
import { CODEOWNERS } from '../codeowners/place.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { namesTouched } from './change.ts';
import type { ProposedSeen, PullSeen } from './observation.ts';
import { ownersFileProblems } from './owners.ts';

/** Folders that hold what is proposed to councils: changed together with the rules, it would be judged by its own. */
const PROPOSALS = /^(packets|decisions)(\/|$)/;
/** A report of more would be longer than anybody reads, and no less a refusal. */
const MOST_PROBLEMS = 100;

/** What a pull request against main would make of the rules. */
export function policyClaim(proposed: ProposedSeen, pull: PullSeen, main: string | null): PolicyClaim {
  const { before, after, rules, codeownersErrors } = proposed;
  return {
    // A commit whose parent is main's tip has it below it, and whoever merges the head changes nothing but by it.
    current: pull.commits.some(({ parents }) => parents.some((parent) => parent === main)),
    carries: namesTouched(before, after)
      .filter((name) => PROPOSALS.test(name))
      .slice(0, MOST_PROBLEMS),
    problems: problemsOf(rules.loaded),
    codeowners: rules.loaded.ok
      ? ownersFileProblems(rules.loaded.rules.codeowners, { errors: codeownersErrors, strays: rules.strayCodeowners })
      : [`${CODEOWNERS} is read when the policies load`],
  };
}

function problemsOf(loaded: LoadedRules): ProposedProblem[] {
  const all = loaded.ok ? Object.values(loaded.rules.broken).flat() : loaded.problems;
  return all.slice(0, MOST_PROBLEMS).map(({ path, line, column, code, message, hint }) => ({
    weakens: code === 'policy-weakened',
    place: { path, line, column, message },
    hint,
  }));
}
