import type { Claims } from '../../claims/claims.ts';
import type { Opinion } from '../../claims/opinion.ts';
import type { SetAside } from '../../finding/finding.ts';
import { met, type Rule, unmet, unreadable } from '../case.ts';
import { type CountedApproval, countOpinions, namingCode, notFree, type Reason } from '../counted.ts';
import { objectionsOf } from './objections.ts';

/** A floor in code: no policy says how many may change the policies. */
const PERSONS = 2;
const WANTED = `approvals of exactly this head by ${PERSONS} persons whom policies/people.yaml on \`main\` lists, neither of them a proposer`;

/** Two people other than those who propose it stand behind every change of the rules. */
export const persons: Rule = ({ claims }) => {
  if ('unknown' in claims.opinions) return unreadable('persons', WANTED, claims.opinions);
  const { counted, setAside } = countPersons(claims);
  const names = counted.map(({ person, review }) => `${person} (review ${review})`);
  const seen = names.length === 0 ? 'none that counts' : `${names.length}: ${names.join(', ')}`;
  if (counted.length >= PERSONS) return met('persons', WANTED, seen, { counted: names, setAside });
  const missing = PERSONS - counted.length;
  const mend = `${missing === 1 ? 'one more person approves' : `${missing} persons approve`} this head by review, without a hand in it`;
  return unmet('persons', namingCode(setAside), { wanted: WANTED, seen, mend, counted: names, setAside });
};

/** A person who asked for changes is heard, however many others approved. */
export const objections: Rule = ({ claims }) =>
  objectionsOf(claims, 'no person whose last word is a request for changes', (one) => noPerson(one, claims));

/** The approvals of a change of rules that count, a person once, and every other one with the reason why not. */
export function countPersons(claims: Claims): {
  readonly counted: readonly CountedApproval[];
  readonly setAside: readonly SetAside[];
} {
  return countOpinions(claims, (opinion) => noPerson(opinion, claims));
}

function noPerson(opinion: Opinion, claims: Claims): Reason | null {
  const barred = notFree(opinion, claims);
  if (barred !== null) return barred;
  return opinion.can_write ? null : { why: 'without write access now', code: 'signer-not-owner' };
}
