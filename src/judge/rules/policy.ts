import { councilOf } from '../../council/branch.ts';
import { evidenceProblems, problemsFor } from '../../policy/consult.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

const WANTED = 'policies on `main` that load, with a council for this branch';

/** The rules themselves: from the live tip of `main`, whole, and with the council that the base branch names. */
export const policy: Rule = ({ claims, rules, council, packet }) => {
  const name = councilOf(claims.pull.base);
  const cites = packet !== null && packet.evidence.length > 0;
  const problems = [...problemsFor(rules, name), ...(cites ? evidenceProblems(rules) : [])];
  if (!rules.ok && problems.length === 0)
    return unreadable('policy', WANTED, { unknown: 'the rules could not be read' });
  const [first] = problems;
  if (first !== undefined) {
    const weakened = problems.some((problem) => problem.code === 'policy-weakened');
    return unmet('policy', weakened ? 'policy-weakened' : 'council-mismatch', {
      wanted: WANTED,
      seen: problems
        .map((problem) => `${problem.path}:${problem.line}:${problem.column}: ${problem.message}`)
        .join('; '),
      mend: `mend the policy on \`main\`: ${first.hint}`,
    });
  }
  if (council === null) {
    return unmet('policy', 'council-mismatch', {
      wanted: WANTED,
      seen: `no policies/councils/${name ?? claims.pull.base}.yaml`,
      mend: 'name a council of policies/councils/ in packet.yaml, and open the pull request against its branch',
    });
  }
  return met('policy', WANTED, `council ${council.council} at ${claims.policy_commit.slice(0, 10)}`);
};

const OWNED = 'every path of the packet owned by people who can be named, in a CODEOWNERS without errors';

/** Stricter than GitHub, which skips a bad line and leaves its paths unowned. */
export const codeowners: Rule = ({ claims, packet }) => {
  const { problems, accounts, lines } = claims.owners;
  const deciding = lines.map(({ line, text }) => `line ${line}: ${text}`).join('; ');
  if (problems.length > 0) {
    return unmet('codeowners', 'codeowners-invalid', {
      wanted: OWNED,
      seen: problems.join('; '),
      mend: 'mend .github/CODEOWNERS on `main`, and let the council branch follow',
    });
  }
  if (packet === null) return waitsFor('codeowners', OWNED, 'packet');
  if (accounts.length === 0) {
    return unmet('codeowners', 'codeowners-invalid', {
      wanted: OWNED,
      seen: deciding === '' ? 'no line matches' : `nobody owns all of it by ${deciding}`,
      mend: `give packets/ owners in .github/CODEOWNERS on \`main\``,
    });
  }
  return met('codeowners', OWNED, deciding);
};
