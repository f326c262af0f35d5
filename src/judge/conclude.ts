import type { Claims, CommandClaim } from '../claims/claims.ts';
import type { Council } from '../council/council.ts';
import { outcomeText } from '../decision/outcome.ts';
import type { Becomes } from './asked.ts';
import { maySign, type Tally, tallyOf } from './signatures.ts';

/**
 * What becomes of the wish to conclude a decision. It adds no authority: it is granted to whoever may sign, for the
 * outcome that enough people have signed by now at this head, and for no other.
 */
export function concludes(asked: CommandClaim, claims: Claims, council: Council | null): Becomes {
  const { pull, signatures, decision } = claims;
  if (pull.state === 'merged') return { code: 'decision-final', why: 'it is concluded, and a verdict is final' };
  if (pull.state === 'closed') return { code: 'proposal-not-eligible', why: 'it is closed, and goes nowhere' };
  if (council === null || 'unknown' in decision || 'unknown' in signatures || 'unknown' in claims.ledger)
    return 'waits';
  const barred = maySign(asked, claims, council);
  if (barred !== null) return { code: barred.code, why: `you cannot sign it: ${barred.why}` };
  const head = pull.head.slice(0, 10);
  if (asked.timely === null) return 'waits';
  if (!asked.timely)
    return {
      code: 'head-moved',
      why: `it was written before the head ${head} arrived: is it meant for this one, too?`,
    };
  if (!decision.known.valid) return { code: 'decision-invalid', why: 'its file does not say what it should' };
  const { status } = decision.known.facts;
  if (status !== 'proposed')
    return { code: 'decision-draft', why: `its status is ${status}: nothing can be concluded before it is proposed` };
  const tally = tallyOf(claims, council);
  if (tally.agreed === null) return unripe(tally, council);
  const { outcome } = tally.agreed;
  return { done: `to be concluded with \`${outcomeText(outcome)}\`, at the head ${head}`, outcome };
}

/** Why there is no outcome yet that could be concluded. */
function unripe({ disputed, counted }: Tally, { quorum, required_roles }: Council): Becomes {
  if (disputed.length > 0) {
    const said = disputed.map(({ person, outcome }) => `${person} ${outcomeText(outcome)}`).join(', ');
    return { code: 'outcome-disputed', why: `people signed different outcomes: ${said}` };
  }
  const missing = required_roles.filter((role) => !counted.some(({ roles }) => roles.includes(role)));
  const roles = missing.length === 0 ? '' : `, and nobody as ${missing.join(' or ')}`;
  return { code: 'cross-sign-missing', why: `${counted.length} of ${quorum} people signed${roles}: ask again then` };
}
