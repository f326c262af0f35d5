import { personNamed } from '../people/people.ts';
import type { Looked } from './looked.ts';

/** Somebody who had a hand in a packet, by person and by account, as far as either is known. */
interface Hand {
  readonly person: string | null;
  readonly account: number | null;
}

/**
 * Whoever had a hand in it, each once, and each person with all their accounts: after the merge it could not be told as
 * well any more. Branches go, and the rules may call a person something else.
 */
export function handsIn({ claims, rules }: Looked): Hand[] {
  const hands = claims.proposers.flatMap(({ person, account }) => {
    const known = rules.ok && person !== null ? personNamed(rules.rules.people, person) : undefined;
    return [{ person, account }, ...(known?.accounts ?? []).map(({ id }) => ({ person, account: id }))];
  });
  return [...new Map(hands.map((hand) => [`${hand.person} ${hand.account}`, hand])).values()];
}
