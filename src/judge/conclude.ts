import type { Claims } from '../claims/claims.ts';
import type { CommandClaim } from '../claims/command.ts';
import type { DecisionRecord } from '../claims/decision.ts';
import type { Council } from '../council/council.ts';
import { outcomeText } from '../decision/outcome.ts';
import { compareInstants } from '../time/instant.ts';
import type { Becomes } from './asked.ts';
import { type Tally, tallyOf } from './signatures.ts';
import { maySign } from './signers.ts';

/**
 * What becomes of the wish to conclude a decision. It adds no authority: it is granted to whoever may sign, for the
 * outcome that enough people had signed at this head when it was written, and for no other.
 */
export function concludes(asked: CommandClaim, claims: Claims, council: Council | null): Becomes {
  const { pull, signatures, decision, ledger } = claims;
  const ended = endedIn(pull);
  if (ended !== null) return ended;
  if (council === null || 'unknown' in decision || 'unknown' in signatures || 'unknown' in ledger) return 'waits';
  const barred = maySign(asked, claims, council);
  if (barred !== null) return { code: barred.code, why: `you cannot sign it: ${barred.why}` };
  const head = pull.head.slice(0, 10);
  if (asked.timely === null) return 'waits';
  if (!asked.timely) {
    const why = `it was written before the head ${head} arrived: is it meant for this one, too?`;
    return { code: 'head-moved', why };
  }
  if (!decision.known.valid) return { code: 'decision-invalid', why: 'its file does not say what it should' };
  const { status } = decision.known.facts;
  if (status !== 'proposed')
    return { code: 'decision-draft', why: `its status is ${status}: nothing can be concluded before it is proposed` };
  const record = ledger.known.decision;
  const over = record === null ? null : overBy(record, claims);
  if (over !== null) return over;
  if ('unknown' in claims.packet) return 'waits';
  const tally = tallyOf(claims, council);
  if (tally.agreed === null) return unripe(tally, council);
  const { outcome, signers } = tally.agreed;
  // In the same second nobody can say which came first.
  const later = signers.filter(({ submitted_at }) => !(compareInstants(submitted_at, asked.created_at) < 0));
  if (later.length > 0) {
    const why = `it was written before ${later.map(({ person }) => person).join(' and ')} signed: ask again`;
    return { code: 'cross-sign-missing', why };
  }
  return { done: `to be concluded with ${outcomeText(outcome)}, at the head ${head}`, outcome };
}

function endedIn({ state, fork }: Claims['pull']): Becomes | null {
  if (state === 'merged') return { code: 'decision-final', why: 'it is merged, and nothing of it is decided any more' };
  if (state === 'closed') return { code: 'proposal-not-eligible', why: 'it is closed, and goes nowhere' };
  return fork ? { code: 'proposal-not-eligible', why: 'it comes from a fork, and goes nowhere: close it' } : null;
}

/** Why it can never be concluded, however many sign; null while it can. */
function overBy({ release, concluded }: DecisionRecord, { at }: Claims): Becomes | null {
  if (concluded !== null)
    return {
      code: 'decision-final',
      why: `it was concluded by entry ${concluded.entry}: a correction is the next one`,
    };
  if (release === null) return { code: 'packet-unreleased', why: 'nothing was released that could be decided' };
  if (release.withdrawn) return { code: 'packet-withdrawn', why: 'the packet was withdrawn since its release' };
  if (release.superseded !== null)
    return { code: 'packet-superseded', why: `revision ${release.superseded} was released since` };
  const { closes } = release.review_window;
  if (compareInstants(at, closes) < 0) return null;
  return { code: 'approval-expired', why: `the review window closed at ${closes}` };
}

/** Why there is no outcome yet that could be concluded. */
function unripe({ disputed, unread, counted }: Tally, { quorum, required_roles }: Council): Becomes {
  if (unread.length > 0) {
    const why = `an approval of ${unread.join(', ')} was edited before anybody read it: who gave it signs again`;
    return { code: 'outcome-disputed', why };
  }
  if (disputed.length > 0) {
    const said = disputed.map(({ person, outcome }) => `${person} ${outcomeText(outcome)}`).join(', ');
    return { code: 'outcome-disputed', why: `people signed different outcomes: ${said}` };
  }
  const missing = required_roles.filter((role) => !counted.some(({ roles }) => roles.includes(role)));
  const roles = missing.length === 0 ? '' : `, and nobody as ${missing.join(' or ')}`;
  return {
    code: 'cross-sign-missing',
    why: `${counted.length} of ${quorum} people signed${roles}: ask again once they have`,
  };
}
