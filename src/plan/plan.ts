import { councilOf } from '../council/branch.ts';
import type { Digest } from '../digest/digest.ts';
import { leaves, outcome } from '../finding/finding.ts';
import { pageOf } from '../report/page.ts';
import { compareInstants, instantOf, msOf } from '../time/instant.ts';
import { ownersToCall } from './call.ts';
import { carriedOut, planEffect } from './effect.ts';
import { done, factsOf, type Looked, openIntent } from './looked.ts';
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
  const writable = 'read' in observation.ledger && observation.troubles.ledger === undefined;
  const effects = writable ? planEffect(looked, file.digest) : null;
  // Once GitHub shows the intended merge, the judging is closed: what becomes of it is still unsettled, and said so.
  const open = openIntent(looked);
  const merged = done(looked, 'merge') !== null;
  const closed = merged || (open !== null && carriedOut(looked, open));
  const seen = closed ? [] : [...sightings(looked), ...standingOf(looked)];
  const settled = merged ? [] : [...seen, ...findingDraft(looked, file.digest)];
  const record = effects === null || !concerns(looked) ? [] : [...settled, ...effects.record];
  const named = record.some(({ body }) => 'claims' in body && body.claims === file.digest);
  return {
    record,
    claims: named ? new Map<Digest, Uint8Array>([[file.digest, file.bytes]]) : new Map(),
    show: [...checks(looked), ...(merged || outcome(finding) === 'denied' ? [] : ownersToCall(looked))],
    effect: effects?.effect ?? null,
    lookAgainAt: concerns(looked) ? soonest([effects?.lookAgainAt ?? null, ...againAt(looked)], claims.at) : null,
  };
}

/** Pull requests against other branches are not judged here, unless they once were for a council. */
function concerns(looked: Looked): boolean {
  return councilOf(looked.observation.pull.base) !== null || factsOf(looked).base !== null;
}

function checks(looked: Looked): Showing[] {
  // A check is on a commit: of pull requests that share their head, which are all held, the first speaks.
  const { number, sharesHeadWith } = looked.observation.pull;
  if (!concerns(looked) || sharesHeadWith.some((other) => other < number)) return [];
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
    open && !observation.pull.fork && (unread || arrival === null) ? soon : null,
    observation.troubles.ledger?.retryAt ?? null,
    refusal?.rests_until ?? null,
  ];
}

function soonest(instants: readonly (string | null)[], now: string): string | null {
  const coming = instants.filter((instant) => instant !== null && compareInstants(instant, now) > 0);
  return coming.sort((a, b) => compareInstants(a ?? '', b ?? ''))[0] ?? null;
}
