import { met, type Rule, unmet, unreadable } from '../case.ts';

/** Nothing goes on that could not be recorded first. */
export const ledger: Rule = ({ claims }) => {
  const wanted = 'a whole ledger that can be read and written';
  if ('unknown' in claims.ledger) {
    const { unknown: seen, broken } = claims.ledger;
    if (!broken) return unreadable('ledger', wanted, claims.ledger);
    const mend = 'an administrator looks into it and moves the branch back to its last good head: see docs/ledger.md';
    return unmet('ledger', 'ledger-broken', { wanted, seen, mend });
  }
  if (claims.troubles.ledger !== undefined) return unreadable('ledger', wanted, { unknown: claims.troubles.ledger });
  return met('ledger', wanted, 'it is');
};
