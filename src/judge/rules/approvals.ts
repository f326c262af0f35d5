import type { Claims, Opinion } from '../../claims/claims.ts';
import type { Council } from '../../council/council.ts';
import type { Code } from '../../finding/code.ts';
import type { SetAside } from '../../finding/finding.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

/** Why the missing approvals are missing, gravest first: it names the hold. */
const NAMING: readonly Code[] = ['approval-context-mismatch', 'approval-stale', 'approval-withdrawn'];

/** An approval that counts: whose, by which account and review. */
export interface CountedApproval {
  readonly person: string;
  readonly account: number;
  readonly review: number;
  readonly submitted_at: string;
}

/** Enough named owners, each a person of their own without a hand in the proposal, approved exactly this. */
export const ownerApprovals: Rule = ({ claims, council }) => {
  if (council === null) return waitsFor('owner-approvals', 'approvals of named owners', 'policy');
  const wanted = `${council.owner_approvals} approvals of this head and these terms, by ${council.owners.join(', ')}`;
  if ('unknown' in claims.opinions) return unreadable('owner-approvals', wanted, claims.opinions);
  const { counted, setAside } = countApprovals(claims, council);
  const names = counted.map(({ person, review }) => `${person} (review ${review})`);
  const seen = names.length === 0 ? 'none that counts' : `${names.length}: ${names.join(', ')}`;
  const enough = counted.length >= council.owner_approvals;
  if (enough) return met('owner-approvals', wanted, seen, { counted: names, setAside });
  const causes = setAside.flatMap(({ code, also = [] }) => [code, ...also]);
  const code = NAMING.find((cause) => causes.includes(cause)) ?? 'approval-missing';
  return unmet('owner-approvals', code, {
    wanted,
    seen,
    mend: mendOf(claims, council, counted),
    counted: names,
    setAside,
  });
};

/** An owner who asked for changes is heard, however many others approved. */
export const objections: Rule = ({ claims, council }) => {
  const wanted = 'no owner whose last word is a request for changes';
  if (council === null) return waitsFor('objections', wanted, 'policy');
  if ('unknown' in claims.opinions) return unreadable('objections', wanted, claims.opinions);
  const objecting = claims.opinions.known.filter(
    (opinion) => opinion.objects && ineligible(opinion, claims, council) === null,
  );
  if (objecting.length === 0) return met('objections', wanted, 'none');
  const names = objecting.map(({ person, login }) => person ?? login).join(', ');
  return unmet('objections', 'approval-withdrawn', {
    wanted,
    seen: `${names} asked for changes`,
    mend: `settle it with ${names}, who then reviews again: a dismissal does not settle it`,
  });
};

/**
 * The approvals that count, a person once, and every other one with the reason why not. `voided` are the opinions of
 * owners who could approve, and whose opinion is of something else than what stands here now.
 */
export function countApprovals(
  claims: Claims,
  council: Council,
): { counted: readonly CountedApproval[]; setAside: readonly SetAside[]; voided: readonly Opinion[] } {
  const counted = new Map<string, CountedApproval>();
  const setAside: SetAside[] = [];
  const voided: Opinion[] = [];
  const opinions = 'known' in claims.opinions ? claims.opinions.known : [];
  for (const opinion of opinions) {
    const barred = ineligible(opinion, claims, council);
    const because = barred ?? unbound(opinion);
    if (barred === null && !opinion.binding.bound) voided.push(opinion);
    const { person, account } = opinion;
    if (because !== null || person === null || account === null) {
      const { why, code, also = [] } = because ?? NOBODY;
      setAside.push({ what: `review ${opinion.review} of @${opinion.login}`, why, code, also });
    } else if (counted.has(person)) {
      const why = `${person} approved already, with another account`;
      setAside.push({ what: `review ${opinion.review} of @${opinion.login}`, why, code: 'signer-not-distinct' });
    } else {
      counted.set(person, { person, account, review: opinion.review, submitted_at: opinion.submitted_at });
    }
  }
  return { counted: [...counted.values()], setAside, voided };
}

interface Reason {
  readonly why: string;
  readonly code: Code;
  readonly also?: readonly Code[];
}
const NOBODY: Reason = { why: 'nobody in policies/people.yaml', code: 'signer-not-owner' };

/** Why this account cannot approve this packet at all; null when it can. */
function ineligible(opinion: Opinion, claims: Claims, council: Council): Reason | null {
  const { account, person } = opinion;
  if (account === null) return { why: 'the account is deleted', code: 'signer-unresolved' };
  if (opinion.agent || opinion.type !== 'User') {
    return { why: 'agents propose and never approve', code: 'signer-not-human' };
  }
  const hand = claims.proposers.find((one) => one.account === account || (person !== null && one.person === person));
  if (hand !== undefined) return { why: `had a hand in it: ${hand.as}`, code: 'signer-not-distinct' };
  if (person === null) return NOBODY;
  if (!council.owners.includes(person)) return { why: 'not named an owner by the council', code: 'signer-not-owner' };
  if (!claims.owners.accounts.includes(account)) {
    return { why: 'not a code owner of every path of the packet', code: 'signer-not-owner' };
  }
  if (!opinion.can_write) return { why: 'without write access now', code: 'signer-not-owner' };
  return null;
}

/** Why an eligible owner's opinion is no approval of what stands here now; null when it is one. */
function unbound(opinion: Opinion): Reason | null {
  if (!opinion.binding.bound) return opinion.binding;
  if (opinion.state === 'approved') return null;
  const what = opinion.state === 'dismissed' ? 'it was dismissed' : 'changes were requested';
  return { why: what, code: 'approval-withdrawn' };
}

function mendOf(claims: Claims, council: Council, counted: readonly CountedApproval[]): string {
  const signed = new Set(counted.map(({ person }) => person));
  const hands = new Set(claims.proposers.map(({ person }) => person));
  const free = council.owners.filter((owner) => !signed.has(owner) && !hands.has(owner));
  const needed = council.owner_approvals - signed.size;
  if (free.length < needed) return 'too few owners are free to approve: somebody without a hand in it must propose';
  return `${needed} of ${free.join(', ')} approve this head by review`;
}
