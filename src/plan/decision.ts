import { decisionIn, releaseIn } from '../claims/decision.ts';
import { decisionId } from '../decision/place.ts';
import { outcome } from '../finding/finding.ts';
import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import { sentence } from '../ledger/headline.ts';
import { type DecisionProgress, decisionHead, decisionPage } from '../report/decision-page.ts';
import { againAt, soonest } from './again.ts';
import { checkOf } from './check.ts';
import { commandDrafts } from './commands.ts';
import { decisionShown } from './decision-shown.ts';
import { carriedOut, planEffect } from './effect.ts';
import { enactmentDrafts, notEnacted } from './enact.ts';
import { done, type Looked, openIntent } from './looked.ts';
import { sightings } from './sightings.ts';
import { refusalDrafts, signatureDrafts } from './signatures.ts';
import { claimsFile, claimsNamed, findingDraft } from './standing.ts';
import { statusOf } from './status.ts';
import type { Step } from './step.ts';

/** The next step for a decision: what was seen and signed of it and what that means, then one effect. */
export function planDecision(looked: Looked): Step {
  const { claims, finding, observation, rules } = looked;
  const file = claimsFile(looked);
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  const open = openIntent(looked);
  // Once GitHub shows the intended merge, the judging is closed.
  const merged = done(looked, 'merge-decision') !== null;
  const closed = merged || (open !== null && carriedOut(looked, open));
  const seen = closed ? [] : [...sightings(looked), ...signatureDrafts(looked), ...refusalDrafts(looked)];
  const settled = merged ? enactmentDrafts(looked) : [...seen, ...findingDraft(looked, file.digest)];
  const record = effects === null ? [] : [...commandDrafts(looked), ...settled, ...effects.record];
  const progress = decisionProgress(looked);
  const stands = { lead: decisionHead(claims, finding, progress).lead, merged };
  return {
    record,
    claims: claimsNamed(record, file),
    show: [
      ...checkOf(looked, decisionPage(claims, finding, decisionShown(claims, rules), progress)),
      ...(isPassing(looked, closed, progress) ? [] : statusOf(looked, stands, record)),
    ],
    effect: effects?.effect ?? null,
    lookAgainAt: soonest([effects?.lookAgainAt ?? null, ...windowOf(looked), ...againAt(looked)], claims.at),
  };
}

/** On its way from one turn to the next, with nothing for people to do. */
function isPassing({ finding }: Looked, closed: boolean, { merge, concluded, mismatched }: DecisionProgress): boolean {
  return merge === null ? closed || outcome(finding) === 'go' : concluded === null && !mismatched;
}

function decisionProgress(looked: Looked): DecisionProgress {
  const mergedBy = done(looked, 'merge-decision');
  const made = mergedBy?.outcome?.body;
  const facts = decisionIn(looked.claims);
  const known = facts === null ? undefined : looked.ledger.decisions.get(decisionId(facts));
  const own = known?.concluded?.pull === looked.claims.pull.number ? known : undefined;
  return {
    sealed: done(looked, 'seal-conclusion') !== null,
    merge: made?.effect === 'merge-decision' && made.result === 'done' ? made.merge : null,
    mismatched: mergedBy !== null && !broughtWhatWasApproved(mergedBy),
    concluded: own?.concluded?.outcome ?? null,
    enacted: own?.enacted ? sentence(own.enacted) : null,
    refused: own?.enacted ? null : notEnacted(looked),
  };
}

/** While it can still be decided, the window closes by itself. */
function windowOf({ claims, observation }: Looked): string[] {
  const release = releaseIn(claims);
  if (observation.pull.state !== 'open' || release === null) return [];
  return [release.review_window.opens, release.review_window.closes];
}
