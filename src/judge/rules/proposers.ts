import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** Everyone who had a hand in it must be known, or nobody could tell whether a signer is one of them. */
export const proposers: Rule = ({ claims, packet }) => {
  const wanted = 'every author and pusher known to policies/people.yaml, and a requester where an agent proposes';
  if (packet === null) return waitsFor('proposers', wanted, 'packet');
  const missing = claims.pull.author.agent && packet.requester === null;
  const unresolved = [
    ...claims.unresolved,
    ...(missing ? ['an agent opened it and packet.yaml names no `requester`'] : []),
  ];
  if (unresolved.length > 0) {
    return unmet('proposers', 'signer-unresolved', {
      wanted,
      seen: unresolved.join('; '),
      mend: missing
        ? 'name the person who asked for it: `requester: <key of policies/people.yaml>`'
        : 'list these in policies/people.yaml on `main`; or push from an account, and name a `requester`, that is listed',
    });
  }
  const hands = claims.proposers.map(({ person, account, as }) => `${person ?? `account ${account}`} (${as})`);
  return met('proposers', wanted, [...new Set(hands)].join(', '));
};
