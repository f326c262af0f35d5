import type { Claims } from '../../claims/claims.ts';
import type { Leaf } from '../../finding/finding.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** Everyone who had a hand in it must be known, or nobody could tell whether a signer is one of them. */
export const proposers: Rule = ({ claims, packet }) =>
  packet === null ? waitsFor('proposers', WANTED, 'packet') : hands(claims, packet.requester, 'packet.yaml');

/** The same of a decision: who proposed it never signs it. */
export const handsInDecision: Rule = ({ claims, decision }) =>
  decision === null ? waitsFor('proposers', WANTED, 'decision') : hands(claims, decision.requester, decision.path);

const WANTED = 'every author and pusher known to policies/people.yaml, and a requester where an agent proposes';

function hands(claims: Claims, requester: string | null, file: string): Leaf {
  const missing = claims.pull.author.agent && requester === null;
  const unresolved = [
    ...claims.unresolved,
    ...(missing ? [`an agent opened it and ${file} names no \`requester\``] : []),
  ];
  if (unresolved.length > 0) {
    return unmet('proposers', 'signer-unresolved', {
      wanted: WANTED,
      seen: unresolved.join('; '),
      mend: missing
        ? 'name the person who asked for it: `requester: <key of policies/people.yaml>`'
        : 'list these in policies/people.yaml on `main`; or push from an account, and name a `requester`, that is listed',
    });
  }
  const known = claims.proposers.map(({ person, account, as }) => `${person ?? `account ${account}`} (${as})`);
  return met('proposers', WANTED, [...new Set(known)].join(', '));
}
