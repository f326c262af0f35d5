import { outcomeText } from '../decision/outcome.ts';
import { compareInstants, type Instant } from '../time/instant.ts';
import type { ExceptionFacts } from './exception.ts';

/**
 * How an exception stands. `requested`: owners are asked to release it. `released`: its council may decide. `granted`:
 * it holds. `expiring`: it holds, and its date of re-review has come. `expired`: its time box is over. `refused`: it
 * was not granted, and will not be.
 */
export type ExceptionState = 'requested' | 'released' | 'granted' | 'expiring' | 'expired' | 'refused';

/** A state, the entry that brought it, and why in a sentence without a full stop. */
export interface ExceptionStanding {
  readonly state: ExceptionState;
  readonly entry: number | null;
  readonly because: string;
}

/**
 * How an exception stands at an instant: one answer for every door. An expiry that is no instant has passed, and so it
 * has where the instant is none.
 */
export function standingAt(exception: ExceptionFacts, instant: Instant): ExceptionStanding {
  const { requested, released, ended } = exception;
  if (isGranted(exception)) return grantedAt(exception.granted, instant);
  const concluded = conclusionOf(exception);
  if (concluded?.state === 'refused') return concluded;
  if (ended !== null)
    return { state: 'refused', entry: ended.entry, because: `the revision was ${ended.how} by entry ${ended.entry}` };
  if (concluded !== null) return concluded;
  if (released === null)
    return { state: 'requested', entry: requested?.entry ?? null, because: 'owners have not released it' };
  const { entry, closes } = released;
  if (!(compareInstants(instant, closes) < 0))
    return { state: 'refused', entry, because: `the review window closed at ${closes} without a conclusion` };
  return { state: 'released', entry, because: `its council may decide until ${closes}` };
}

/** Whether an exception that stands so is in effect: it was granted, and its time box is not over. */
export function isActive({ state }: ExceptionStanding): boolean {
  return state === 'granted' || state === 'expiring';
}

type Granted = NonNullable<ExceptionFacts['granted']>;

/** A grant holds until a later conclusion says something else of the same revision; no other then brings it back. */
function isGranted(exception: ExceptionFacts): exception is ExceptionFacts & { readonly granted: Granted } {
  const { granted, concluded, option } = exception;
  if (granted === null || granted.endedBy !== null) return false;
  return concluded === null || concluded.entry <= granted.conclusion || outcomeText(concluded.outcome) === option;
}

function grantedAt({ entry, expires, reach }: Granted, instant: Instant): ExceptionStanding {
  if (!(compareInstants(instant, expires) < 0))
    return { state: 'expired', entry, because: `its time box ended at ${expires}` };
  if (!(compareInstants(instant, reach.re_review) < 0))
    return { state: 'expiring', entry, because: `to be looked at again since ${reach.re_review}, ends at ${expires}` };
  return { state: 'granted', entry, because: `until ${expires}` };
}

/** What the last conclusion about the revision made of an exception that it did not grant; null before there is one. */
function conclusionOf({ option, concluded }: ExceptionFacts): ExceptionStanding | null {
  if (concluded === null) return null;
  const { entry, outcome, scope } = concluded;
  const said = outcomeText(outcome);
  if (said !== option) return { state: 'refused', entry, because: `concluded by entry ${entry}: ${said}` };
  if (scope === 'test')
    return { state: 'refused', entry, because: `concluded by entry ${entry} of scope test, which grants nothing` };
  return { state: 'released', entry, because: `concluded by entry ${entry}, and not in effect` };
}
