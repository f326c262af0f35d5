import { councilOf } from '../../council/branch.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** A packet belongs to one council for ever: the one it names, on whose branch it is, and with whom it was first seen. */
export const council: Rule = ({ claims, packet }) => {
  const wanted = 'one council: in packet.yaml, in the base branch and in the ledger';
  if (packet === null) return waitsFor('council', wanted, 'packet');
  const branch = councilOf(claims.pull.base) ?? claims.pull.base;
  const known = 'known' in claims.ledger ? claims.ledger.known.packet_council : null;
  const named = [packet.council, branch, ...(known === null ? [] : [known])];
  if (new Set(named).size === 1) return met('council', wanted, branch);
  return unmet('council', 'council-mismatch', {
    wanted,
    seen: `packet.yaml says ${packet.council}, the branch is of ${branch}${known === null ? '' : `, the ledger knows it with ${known}`}`,
    mend: `open it against council/${known ?? packet.council}; for another council, write a packet with a new id`,
  });
};
