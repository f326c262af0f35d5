import type { LedgerFacts } from '../ledger/facts.ts';
import { compareInstants } from '../time/instant.ts';

/** Other open pull requests for the same packet: those that an owner's approval of this one set aside, and the others. */
export interface Rivals {
  readonly undecided: readonly number[];
  readonly beaten: readonly number[];
}

/**
 * Of two pull requests for one packet an owner's approval decides: the latest one that counted, and that was given
 * when both were there. Until then neither goes on, so a rival cannot slip in behind an approval given before it came.
 */
export function rivalsOf(pull: number, open: readonly number[], packet: string, ledger: LedgerFacts): Rivals {
  const own = latestApproval(pull, packet, ledger);
  const beats = (rival: number): boolean => {
    const came = firstSeen(rival, packet, ledger);
    if (own === null || came === null || own.entry < came.entry) return false;
    // GitHub's clock, too: what was approved before the rival came may have been recorded after it.
    if (compareInstants(own.at, came.at) <= 0) return false;
    return own.entry > (latestApproval(rival, packet, ledger)?.entry ?? -1);
  };
  return { undecided: open.filter((rival) => !beats(rival)), beaten: open.filter(beats) };
}

interface Happened {
  readonly entry: number;
  readonly at: string;
}

/** The last approval of this pull request that counted, with the instant at which it was given. */
function latestApproval(pull: number, packet: string, { packets, pulls }: LedgerFacts): Happened | null {
  const approval = packets.get(packet)?.approvals.findLast((one) => one.pull === pull);
  const review = approval && pulls.get(pull)?.reviews.get(approval.review);
  return approval === undefined || review === undefined ? null : { entry: approval.entry, at: review.submitted_at };
}

/** When the pull request was first seen to carry the packet. */
function firstSeen(pull: number, packet: string, { pulls }: LedgerFacts): Happened | null {
  const head = pulls.get(pull)?.heads.find((one) => one.packet === packet);
  return head === undefined ? null : { entry: head.entry, at: head.arrival?.at ?? head.at };
}
