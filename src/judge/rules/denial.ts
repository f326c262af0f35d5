import type { Unmet } from '../../finding/finding.ts';
import { type Case, met, type Rule, unmet, unreadable, unsettled } from '../case.ts';
import { answersTo, waitingCommands } from '../commands.ts';

/** An owner may deny a revision, and who proposed it may take it back, until it is merged: a word is enough for ever. */
export const denial: Rule = (judged) => {
  const { claims, council } = judged;
  const wanted = 'no owner who denied this head, and nobody who withdrew it';
  const [ended] = denials(judged);
  if (ended !== undefined) {
    const { verb, person, reason } = ended;
    const code: Unmet['code'] = verb === 'deny' ? 'packet-denied' : 'packet-withdrawn';
    const seen = `${person} ${verb === 'deny' ? 'denied' : 'withdrew'} it: ${reason}`;
    const mend = 'this revision is denied for good: settle it with them, and propose a new one';
    return unmet('denial', code, { wanted, seen, mend, denies: true });
  }
  if ('unknown' in claims.commands) return unreadable('denial', wanted, claims.commands);
  const waiting = waitingCommands(claims, council).filter(({ verb }) => verb === 'deny' || verb === 'withdraw');
  if (waiting.length > 0) return unsettled('denial', wanted, `comment ${waiting[0]?.comment}, not answered yet`);
  return met('denial', wanted, 'none');
};

/** Those that the ledger knows, and those that this look brings. */
function denials({ claims, council }: Case) {
  const known = 'known' in claims.ledger ? claims.ledger.known.denials : [];
  const fresh = claims.pull.state !== 'open' ? [] : answersTo(claims, council);
  const granted = fresh.flatMap(({ result, asked }) => {
    const { verb, person, argument: reason } = asked;
    const ends = result === 'done' && (verb === 'deny' || verb === 'withdraw');
    return ends && person !== null ? [{ verb, person, reason }] : [];
  });
  return [...known, ...granted];
}
