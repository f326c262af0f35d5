import { met, type Rule, unmet } from '../case.ts';

/** Without people nobody can approve; and they are those of main, never those of the change. */
export const people: Rule = ({ rules }) => {
  const wanted = 'policies on `main` that load: they say who is a person';
  if (rules.ok) return met('people', wanted, `${Object.keys(rules.rules.people.people).length} people`);
  const [first] = rules.problems;
  if (first === undefined) {
    const mend = 'nothing to do: it is looked at again by itself';
    const seen = 'the rules could not be read';
    return { rule: 'people', status: 'undetermined', code: 'upstream-unavailable', wanted, seen, mend };
  }
  return unmet('people', 'signer-unresolved', {
    wanted,
    seen: `${first.path}:${first.line}:${first.column}: ${first.message}`,
    mend: 'an administrator brings back the last `main` that loads, and owners accept it where the alarm is raised',
  });
};

/** Everyone who had a hand in it must be known, or nobody could tell whether who approves is one of them. */
export const handsInRules: Rule = ({ claims }) => {
  const wanted = 'a person who proposes, and every pusher known to policies/people.yaml';
  const agent = claims.pull.author.agent ? ['an agent opened it, and nobody says who asked for it'] : [];
  const unresolved = [...claims.unresolved, ...agent];
  if (unresolved.length > 0) {
    const mend = 'a person who is listed in policies/people.yaml proposes it, from an account that is listed there';
    return unmet('proposers', 'signer-unresolved', { wanted, seen: unresolved.join('; '), mend });
  }
  const hands = claims.proposers.map(({ person, account, as }) => `${person ?? `account ${account}`} (${as})`);
  return met('proposers', wanted, [...new Set(hands)].join(', '));
};
