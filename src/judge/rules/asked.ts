import type { UnheardClaim } from '../../claims/command.ts';
import { outcomeText, sameOutcome } from '../../decision/outcome.ts';
import type { SetAside } from '../../finding/finding.ts';
import { met, type Rule, unmet, unreadable, unsettled, waitsFor } from '../case.ts';
import { waitingCommands } from '../commands.ts';
import { tallyOf } from '../signatures.ts';
import { whoMaySign } from '../signers.ts';

/** Somebody who may sign asked to conclude what is signed now. It adds no authority: the outcome is what was signed. */
export const asked: Rule = ({ claims, council, decision }) => {
  const wanted = 'a comment `/countersign conclude` of somebody who may sign, about the outcome that is signed';
  if (council === null || decision === null) return waitsFor('asked', wanted, 'decision and policy');
  if ('unknown' in claims.ledger) return waitsFor('asked', wanted, 'ledger');
  if ('unknown' in claims.commands) return unreadable('asked', wanted, claims.commands);
  const { agreed } = tallyOf(claims, council);
  const wish = claims.ledger.known.decision?.asked ?? null;
  if (agreed === null) return waitsFor('asked', wanted, 'cross-signs');
  if (wish !== null && sameOutcome(wish.outcome, agreed.outcome))
    return met('asked', wanted, `${wish.person}, for ${outcomeText(agreed.outcome)} (comment ${wish.comment})`);
  const [waiting] = waitingCommands(claims, council).filter(({ verb }) => verb === 'conclude');
  if (waiting !== undefined) return unsettled('asked', wanted, `comment ${waiting.comment}, not answered yet`);
  return unmet('asked', 'conclusion-missing', {
    wanted: `${wanted}: ${outcomeText(agreed.outcome)}`,
    setAside: claims.unheard.map(notHeard),
    seen: wish === null ? 'none' : `${wish.person} asked for ${outcomeText(wish.outcome)}`,
    mend: `${whoMaySign(claims, council).join(' or ')} comments \`/countersign conclude\``,
  });
};

/** Whoever wrote it thinks that it asked: the page says that it did not, and why. */
function notHeard({ comment, person, why }: UnheardClaim): SetAside {
  return { what: `comment ${comment} of ${person}`, why, code: 'event-rejected' };
}
