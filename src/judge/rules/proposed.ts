import type { Claims } from '../../claims/claims.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

/** The head is what main becomes: on another tip it would be something that nobody has seen or approved. */
export const current: Rule = ({ claims }) => {
  const wanted = 'a head that holds the live tip of `main`';
  if ('unknown' in claims.policy) return unreadable('current', wanted, claims.policy);
  if (claims.policy.known.current) return met('current', wanted, claims.policy_commit.slice(0, 10));
  return unmet('current', 'base-changed', {
    wanted: `${wanted}: ${claims.policy_commit.slice(0, 10)}`,
    seen: `${claims.pull.head.slice(0, 10)}, which was made on an earlier one`,
    mend: 'merge `main` into the branch, or rebase it; the new head is then approved',
  });
};

/** Rules and what is judged by them never come in one change. */
export const carried: Rule = ({ claims }) => {
  const wanted = 'other rules, and no packet or decision beside them';
  if ('unknown' in claims.policy) return unreadable('carried', wanted, claims.policy);
  if ('unknown' in claims.change) return unreadable('carried', wanted, claims.change);
  const { carries } = claims.policy.known;
  if (carries.length > 0) {
    return unmet('carried', carriesRules(claims) ? 'policy-changed-in-proposal' : 'proposal-not-eligible', {
      wanted,
      seen: `changed: ${carries.join(', ')}`,
      mend: 'propose packets and decisions against `council/<council>`, each in a pull request of its own',
    });
  }
  const change = claims.change.known;
  const touched = 'touched' in change ? change.touched : [];
  if (touched.length > 0) return met('carried', wanted, `changed: ${touched.join(', ')}`);
  return unmet('carried', 'proposal-not-eligible', {
    wanted,
    seen: 'nothing is changed',
    mend: 'close it, or push what it is to change',
  });
};

function carriesRules({ change }: Claims): boolean {
  return 'known' in change && (change.known.kind === 'policy' || change.known.kind === 'sync');
}

/** What would not load, or would go below a floor, never gets on main: it is refused here, line by line. */
export const proposedPolicies: Rule = ({ claims }) => {
  const wanted = 'policies that load, each above the floors that nothing may lower';
  if ('unknown' in claims.policy) return unreadable('proposed-policies', wanted, claims.policy);
  const { problems } = claims.policy.known;
  const [first] = problems;
  if (first === undefined) return met('proposed-policies', wanted, 'they do');
  return unmet('proposed-policies', problems.some(({ weakens }) => weakens) ? 'policy-weakened' : 'council-mismatch', {
    wanted,
    seen: problems.map(({ place }) => `${place.path}:${place.line}:${place.column}: ${place.message}`).join('; '),
    mend: `mend it at this head: ${first.hint}`,
    at: problems.map(({ place }) => place),
  });
};

export const proposedCodeowners: Rule = ({ claims }) => {
  const wanted = 'a CODEOWNERS without errors';
  if ('unknown' in claims.policy) return unreadable('proposed-codeowners', wanted, claims.policy);
  const { codeowners } = claims.policy.known;
  if (codeowners.length === 0) return met('proposed-codeowners', wanted, 'it is');
  const mend = 'mend .github/CODEOWNERS at this head';
  return unmet('proposed-codeowners', 'codeowners-invalid', { wanted, seen: codeowners.join('; '), mend });
};

/** Main takes a change of rules only as it passed: by a merge of exactly that head. */
export const mergedByRule: Rule = ({ claims }) => {
  const wanted = 'a merge of the head that passed';
  if ('unknown' in claims.ledger) return waitsFor('merged', wanted, 'ledger');
  const { head } = claims.pull;
  if (claims.ledger.known.passed === head) return met('merged', wanted, head.slice(0, 10));
  return unmet('merged', 'protection-drift', {
    wanted,
    seen: `${head.slice(0, 10)}, which had not passed`,
    mend: 'find out who merged it past the check; an administrator moves `main` back',
  });
};
