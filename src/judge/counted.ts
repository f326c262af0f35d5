import type { Claims } from '../claims/claims.ts';
import type { Opinion } from '../claims/opinion.ts';
import type { Code } from '../finding/code.ts';
import type { SetAside } from '../finding/finding.ts';

/** An approval that counts: whose, by which account and review. */
export interface CountedApproval {
  readonly person: string;
  readonly account: number;
  readonly review: number;
  readonly submitted_at: string;
}

/** Why an opinion does not count. */
export interface Reason {
  readonly why: string;
  readonly code: Code;
  readonly also?: readonly Code[];
}
const NOBODY: Reason = { why: 'nobody in policies/people.yaml', code: 'signer-not-owner' };

/**
 * The approvals that count, a person once, and every other one with the reason why not. `ineligible` says who cannot
 * approve at all; `voided` are the opinions of those who could, of something else than what stands here now.
 */
export function countOpinions(
  claims: Claims,
  ineligible: (opinion: Opinion) => Reason | null,
): { counted: readonly CountedApproval[]; setAside: readonly SetAside[]; voided: readonly Opinion[] } {
  const counted = new Map<string, CountedApproval>();
  const setAside: SetAside[] = [];
  const voided: Opinion[] = [];
  const opinions = 'known' in claims.opinions ? claims.opinions.known : [];
  for (const opinion of opinions) {
    const barred = ineligible(opinion);
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

/** Why this account can approve nothing here, whatever it is: it is no person, or had a hand in it. */
export function notFree(
  { account, person, agent, type }: Pick<Opinion, 'account' | 'person' | 'agent' | 'type'>,
  claims: Claims,
): Reason | null {
  if (account === null) return { why: 'the account is deleted', code: 'signer-unresolved' };
  if (agent || type !== 'User') return { why: 'agents propose and never approve', code: 'signer-not-human' };
  const hand = claims.proposers.find((one) => one.account === account || (person !== null && one.person === person));
  if (hand !== undefined) return { why: `had a hand in it: ${hand.as}`, code: 'signer-not-distinct' };
  return person === null ? NOBODY : null;
}

/** Why the missing approvals are missing, gravest first: it names the hold. */
const NAMING: readonly Code[] = ['approval-context-mismatch', 'approval-stale', 'approval-withdrawn'];

/** The code of a hold for missing approvals, by what was set aside. */
export function namingCode(setAside: readonly SetAside[]): Code {
  const causes = setAside.flatMap(({ code, also = [] }) => [code, ...also]);
  return NAMING.find((cause) => causes.includes(cause)) ?? 'approval-missing';
}

/** Why an eligible opinion is no approval of what stands here now; null when it is one. */
function unbound(opinion: Opinion): Reason | null {
  if (!opinion.binding.bound) return opinion.binding;
  if (opinion.state === 'approved') return null;
  const what = opinion.state === 'dismissed' ? 'it was dismissed' : 'changes were requested';
  return { why: what, code: 'approval-withdrawn' };
}
