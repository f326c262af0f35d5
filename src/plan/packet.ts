import { packetIn } from '../claims/packet.ts';
import { outcome } from '../finding/finding.ts';
import { headOf, type Progress, pageOf } from '../report/page.ts';
import { againAt, soonest } from './again.ts';
import { ownersToCall } from './call.ts';
import { checkOf } from './check.ts';
import { commandDrafts } from './commands.ts';
import { carriedOut, planEffect } from './effect.ts';
import { done, type Looked, openIntent } from './looked.ts';
import { progressOf } from './progress.ts';
import { sightings } from './sightings.ts';
import { claimsFile, claimsNamed, findingDraft, standingOf } from './standing.ts';
import { statusOf } from './status.ts';
import type { Step } from './step.ts';

/** The next step for a packet: what was seen of it and what that means, then one effect. */
export function planPacket(looked: Looked): Step {
  const { finding, observation, claims, rules } = looked;
  const file = claimsFile(looked);
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  // Once GitHub shows the intended merge, the judging is closed: what becomes of it is still unsettled, and said so.
  const open = openIntent(looked);
  const merged = done(looked, 'merge') !== null;
  const closed = merged || (open !== null && carriedOut(looked, open));
  const seen = closed ? [] : [...sightings(looked), ...standingOf(looked)];
  const settled = merged ? [] : [...seen, ...findingDraft(looked, file.digest)];
  const record = effects === null ? [] : [...commandDrafts(looked), ...settled, ...effects.record];
  const progress = progressOf(looked);
  const page = pageOf(claims, finding, rules, progress);
  const stands = { lead: headOf(claims, finding, progress).lead, merged: progress.merge !== null };
  return {
    record,
    claims: claimsNamed(record, file),
    show: [
      ...checkOf(looked, page),
      ...(merged || outcome(finding) === 'denied' ? [] : ownersToCall(looked)),
      ...(isPassing(looked, closed, progress) ? [] : statusOf(looked, stands, record)),
    ],
    effect: effects?.effect ?? null,
    lookAgainAt: soonest([effects?.lookAgainAt ?? null, ...windowOf(looked), ...againAt(looked)], claims.at),
  };
}

/** On its way from one turn to the next, with nothing for people to do. */
function isPassing({ finding }: Looked, closed: boolean, progress: Progress): boolean {
  const { merge, released, mismatched, undelivered } = progress;
  if (merge === null) return closed || outcome(finding) === 'go';
  return !released && !mismatched && undelivered === null;
}

/** While it is open, the window of a packet opens and closes by itself. */
function windowOf({ claims, observation }: Looked): string[] {
  const packet = packetIn(claims);
  return observation.pull.state === 'open' && packet ? [packet.window.opens, packet.window.closes] : [];
}
