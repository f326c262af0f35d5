import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import { leaves, outcome } from '../finding/finding.ts';
import { pageOf } from '../report/page.ts';
import { compareInstants, instantOf, msOf } from '../time/instant.ts';
import { REFUSAL_RESTS_MS } from '../verify/refusal.ts';
import { calls } from './call.ts';
import { planEffect } from './effect.ts';
import { done, factsOf, type Looked } from './looked.ts';
import { progressOf } from './progress.ts';
import { sightings } from './sightings.ts';
import { claimsFile, findingDraft, standingOf } from './standing.ts';
import type { Showing, Step } from './step.ts';

/** How soon to look again at what could not be read. */
const UNREAD_MS = 30_000;

/**
 * The next step for a pull request. Pure: the same look gives the same step, and a look at a world in which the step
 * was already done gives an empty one.
 */
export function plan(looked: Looked): Step {
  const { finding, observation, claims } = looked;
  const file = claimsFile(looked);
  const closed = done(looked, 'merge') !== null;
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  const settled = closed ? [] : [...sightings(looked), ...standingOf(looked), ...findingDraft(looked, file.digest)];
  const record = effects === null || !concerns(looked) ? [] : [...settled, ...effects.record];
  const named = record.some(({ body }) => 'claims' in body && body.claims === file.digest);
  return {
    record,
    claims: named ? new Map<Digest, Uint8Array>([[file.digest, file.bytes]]) : new Map(),
    show: [...checks(looked), ...(closed || outcome(finding) === 'denied' ? [] : calls(looked))],
    effect: effects?.effect ?? null,
    lookAgainAt: soonest([effects?.lookAgainAt ?? null, ...againAt(looked)], claims.at),
  };
}

/** Pull requests against other branches are not judged here, unless they once were for a council. */
export function concerns(looked: Looked): boolean {
  return councilOf(looked.observation.pull.base) !== null || factsOf(looked).base !== null;
}

function checks(looked: Looked): Showing[] {
  if (!concerns(looked)) return [];
  const page = pageOf(looked.claims, looked.finding, looked.rules, progressOf(looked));
  const known = looked.observation.check;
  if (known?.page === page.digest) return [];
  return [{ show: 'check', head: looked.observation.pull.head, page, known: known?.id ?? null }];
}

function againAt({ claims, finding, observation }: Looked): (string | null)[] {
  const valid = 'known' in claims.packet && claims.packet.known.valid ? claims.packet.known.facts : null;
  const open = observation.pull.state === 'open';
  const unread = leaves(finding).some(({ status }) => status === 'undetermined');
  const arrival = 'known' in claims.ledger ? claims.ledger.known.arrival : null;
  const refusal = 'known' in claims.ledger ? claims.ledger.known.refusal : null;
  const soon = instantOf(msOf(claims.at) + UNREAD_MS) ?? null;
  return [
    ...(open && valid ? [valid.window.opens, valid.window.closes] : []),
    open && (unread || arrival === null) ? soon : null,
    observation.troubles.ledger?.retryAt ?? null,
    refusal === null ? null : (instantOf(msOf(refusal.at) + REFUSAL_RESTS_MS) ?? null),
  ];
}

function soonest(instants: readonly (string | null)[], now: string): string | null {
  const coming = instants.filter((instant) => instant !== null && compareInstants(instant, now) > 0);
  return coming.sort((a, b) => compareInstants(a ?? '', b ?? ''))[0] ?? null;
}
