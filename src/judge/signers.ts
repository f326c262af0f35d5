import type { Claims } from '../claims/claims.ts';
import { recordIn, type SignatureClaim } from '../claims/decision.ts';
import type { Role } from '../conclusion/conclusion.ts';
import type { Council } from '../council/council.ts';
import { notFree, type Reason } from './counted.ts';

/** Why this account cannot sign this decision at all; null when it can. */
export function maySign(
  who: Pick<SignatureClaim, 'account' | 'person' | 'agent' | 'type'>,
  claims: Claims,
  council: Council,
): Reason | null {
  const barred = notFree(who, claims);
  if (barred?.code === 'signer-not-human')
    return { why: 'agents propose; only people conclude', code: 'verdict-not-permitted', also: ['signer-not-human'] };
  if (barred !== null) return barred;
  return who.person === null ? null : personMaySign(who.person, who.account, claims, council);
}

/** The people who may sign this decision, by their keys. */
export function whoMaySign(claims: Claims, council: Council): string[] {
  const proposing = new Set(claims.proposers.map(({ person }) => person));
  return [...new Set([...council.members, ...council.sovereigns])].filter(
    (person) => !proposing.has(person) && personMaySign(person, null, claims, council) === null,
  );
}

/** The roles of a person in a council. */
export function rolesOf(person: string, { members, sovereigns }: Council): Role[] {
  return [
    'human',
    ...(members.includes(person) ? (['council'] as const) : []),
    ...(sovereigns.includes(person) ? (['sovereign'] as const) : []),
  ];
}

/** The same of a person, whatever hand they had in the decision itself; by which account, where that is known. */
export function personMaySign(person: string, account: number | null, claims: Claims, council: Council): Reason | null {
  if (!council.members.includes(person) && !council.sovereigns.includes(person))
    return { why: 'neither a member nor a sovereign of the council', code: 'signer-not-owner' };
  const record = recordIn(claims);
  if (record === null) return { why: 'its file is no decision that could be signed', code: 'decision-invalid' };
  const { release } = record;
  if (release === null) return { why: 'nothing was released that could be decided', code: 'packet-unreleased' };
  if (release.proposers === null)
    return { why: 'the release does not say who had a hand in the packet', code: 'signer-unresolved' };
  const hand = release.proposers.some((one) => one.person === person || (account !== null && one.account === account));
  if (hand) return { why: 'had a hand in the packet', code: 'signer-not-distinct' };
  if (!council.owner_may_sign && release.approvers.includes(person))
    return { why: 'approved its release, and `owner_may_sign` is false', code: 'signer-not-distinct' };
  return null;
}
