import { councilOf } from '../../council/branch.ts';
import { met, type Rule, unmet, unsettled, waitsFor } from '../case.ts';

/** A packet is proposed to one council; approvals given on another base mean something else. */
export const base: Rule = ({ claims }) => {
  const wanted = 'the base that this pull request was opened against';
  if ('unknown' in claims.ledger) return waitsFor('base', wanted, 'ledger');
  const first = claims.ledger.known.first_base;
  if (first === null || first === claims.pull.base) return met('base', wanted, claims.pull.base);
  return unmet('base', 'base-changed', {
    wanted: `${wanted}: ${first}`,
    seen: claims.pull.base,
    mend: `set the base back to ${first}, or open a new pull request; owners then approve again`,
  });
};

/** The council branch holds only what the ledger knows; anything else got there another way. */
export const branch: Rule = ({ claims }) => {
  const wanted = 'a council branch on which every commit is in the ledger';
  if ('unknown' in claims.ledger) return waitsFor('branch', wanted, 'ledger');
  const { council_tip, merging } = claims.ledger.known;
  const tip = claims.pull.base_tip;
  if (tip === null) {
    return unmet('branch', 'council-mismatch', {
      wanted,
      seen: `no branch ${claims.pull.base}`,
      mend: `an administrator creates ${claims.pull.base} from \`main\``,
    });
  }
  if (council_tip === null || council_tip === tip) return met('branch', wanted, tip.slice(0, 10));
  if (merging !== null) {
    const seen = `${tip.slice(0, 10)}, while entry ${merging.entry} intends to merge #${merging.pull}`;
    return unsettled('branch', wanted, seen);
  }
  return unmet('branch', 'protection-drift', {
    wanted: `${wanted}: ${council_tip.slice(0, 10)}`,
    seen: tip.slice(0, 10),
    mend: `find out who moved ${claims.pull.base} past the lock; an administrator moves it back to ${council_tip.slice(0, 10)}`,
  });
};

/** Only the App merges into a council branch, and only with its intent in the ledger first. */
export const merged: Rule = ({ claims }) => {
  const wanted = `not merged by anyone but the App`;
  if (claims.pull.state !== 'merged') return met('merged', wanted, claims.pull.state);
  if ('unknown' in claims.ledger) return waitsFor('merged', wanted, 'ledger');
  const merging = 'known' in claims.ledger ? claims.ledger.known.merging : null;
  if (merging?.pull === claims.pull.number && merging.head === claims.pull.head)
    return unsettled('merged', wanted, `merged, as entry ${merging.entry} intends`);
  return unmet('merged', 'protection-drift', {
    wanted,
    seen: 'merged, and the ledger holds no intent for it',
    mend: `find out who merged it past the lock on council/${councilOf(claims.pull.base)}; nothing is released by it`,
  });
};
