import type { Claims } from '../../claims/claims.ts';
import type { Opinion } from '../../claims/opinion.ts';
import type { Council } from '../../council/council.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';
import { type CountedApproval, countOpinions, namingCode, notFree, type Reason } from '../counted.ts';
import { objectionsOf } from './objections.ts';

/** Enough named owners, each a person of their own without a hand in the proposal, approved exactly this. */
export const ownerApprovals: Rule = ({ claims, council }) => {
  if (council === null) return waitsFor('owner-approvals', 'approvals of named owners', 'policy');
  const needed = council.owner_approvals;
  const wanted = `${needed} ${needed === 1 ? 'approval' : 'approvals'} of this head and these terms, by ${council.owners.join(', ')}`;
  if ('unknown' in claims.opinions) return unreadable('owner-approvals', wanted, claims.opinions);
  const { counted, setAside, voided } = countApprovals(claims, council);
  const names = counted.map(({ person, review }) => `${person} (review ${review})`);
  const seen = names.length === 0 ? 'none that counts' : `${names.length}: ${names.join(', ')}`;
  const enough = counted.length >= council.owner_approvals;
  if (enough) return met('owner-approvals', wanted, seen, { counted: names, setAside });
  return unmet('owner-approvals', namingCode(setAside), {
    wanted,
    seen: [seen, ...voided.flatMap(voidedBy)].join('; '),
    mend: mendOf(claims, council, counted),
    counted: names,
    setAside,
  });
};

/** An owner who asked for changes is heard, however many others approved. */
export const objections: Rule = ({ claims, council }) => {
  const wanted = 'no owner whose last word is a request for changes';
  if (council === null) return waitsFor('objections', wanted, 'policy');
  return objectionsOf(claims, wanted, (opinion) => ineligible(opinion, claims, council));
};

/** The approvals of owners that count, and every other opinion with the reason why not. */
export function countApprovals(claims: Claims, council: Council): ReturnType<typeof countOpinions> {
  return countOpinions(claims, (opinion) => ineligible(opinion, claims, council));
}

/** Why this account cannot approve this packet at all; null when it can. */
function ineligible(opinion: Opinion, claims: Claims, council: Council): Reason | null {
  const barred = notFree(opinion, claims);
  if (barred !== null) return barred;
  const { account, person } = opinion;
  if (!council.owners.some((owner) => owner === person)) {
    return { why: 'not named an owner by the council', code: 'signer-not-owner' };
  }
  if (!claims.owners.accounts.some((owner) => owner === account)) {
    return { why: 'not a code owner of every path of the packet', code: 'signer-not-owner' };
  }
  return opinion.can_write ? null : { why: 'without write access now', code: 'signer-not-owner' };
}

/** What changed under an owner's opinion: the hold names it, from what to what. */
function voidedBy({ login, binding }: Opinion): string[] {
  return binding.bound ? [] : [`that of @${login} is void: ${binding.why}`];
}

function mendOf(claims: Claims, council: Council, counted: readonly CountedApproval[]): string {
  const signed = new Set(counted.map(({ person }) => person));
  const hands = new Set(claims.proposers.map(({ person }) => person));
  const free = council.owners.filter((owner) => !signed.has(owner) && !hands.has(owner));
  const needed = council.owner_approvals - signed.size;
  if (free.length < needed) return 'too few owners are free to approve: somebody without a hand in it must propose';
  return `${needed} of ${free.join(', ')} approve this head by review`;
}
