import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import { type Copied, syncPage } from '../report/sync-page.ts';
import { againAt, soonest } from './again.ts';
import { checkOf } from './check.ts';
import { carriedOut, planEffect } from './effect.ts';
import { done, type Looked, openIntent } from './looked.ts';
import { sightings } from './sightings.ts';
import { claimsFile, claimsNamed, findingDraft } from './standing.ts';
import type { Step } from './step.ts';

/** The next step for a council's copy of CODEOWNERS: what was seen of it and what that means, then its merge. */
export function planSync(looked: Looked): Step {
  const { claims, finding, observation } = looked;
  const file = claimsFile(looked);
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  const open = openIntent(looked);
  // Once GitHub shows the intended merge, the judging is closed.
  const closed = done(looked, 'sync') !== null || (open !== null && carriedOut(looked, open));
  const seen = closed ? [] : [...sightings(looked), ...findingDraft(looked, file.digest)];
  const record = effects === null ? [] : [...seen, ...effects.record];
  return {
    record,
    claims: claimsNamed(record, file),
    show: checkOf(looked, syncPage(claims, finding, copiedBy(looked))),
    effect: effects?.effect ?? null,
    lookAgainAt: soonest([effects?.lookAgainAt ?? null, ...againAt(looked)], claims.at),
  };
}

function copiedBy(looked: Looked): Copied {
  const effect = done(looked, 'sync');
  const made = effect?.outcome?.body;
  const merge = made?.effect === 'sync' && made.result === 'done' ? made.merge : null;
  return { merge, mismatched: effect !== null && !broughtWhatWasApproved(effect) };
}
