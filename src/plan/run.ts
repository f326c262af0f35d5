import { type Instant, msOf } from '../time/instant.ts';

/** A run of the sealing workflow for one intent, as GitHub lists it. */
export interface Run {
  readonly id: number;
  readonly url: string;
  /** GitHub has many words for a run that is not over (`queued`, `in_progress`, `waiting`, ...), and one for the end. */
  readonly status: string;
  readonly conclusion: string | null;
  /** When it last changed: once it is over, when it ended. */
  readonly changedAt: Instant;
}

/** What the workflow calls the run for an intent (its `run-name`), by which the run is known. */
export function runTitle(intent: number): string {
  return `seal ${intent}`;
}

/** The intent of a run with this title; null when it is none of ours. */
export function intentTitled(title: string): number | null {
  const intent = /^seal (\d{1,9})$/.exec(title)?.[1];
  return intent === undefined ? null : Number(intent);
}

/** What this process remembers of the runs that it asked for. Lost with it; who comes after it holds no intent of its. */
export interface RunsAsked {
  /** When it last asked for one, by GitHub's clock; null when that one was seen, or was refused. */
  readonly at: Instant | null;
  /** The newest run of which it knows how it ended. */
  readonly ended: number;
}

export const NO_RUNS_ASKED: RunsAsked = { at: null, ended: 0 };

/** GitHub lists a run some seconds after it was asked for, and so an attestation. What is not there by then was lost. */
const LISTED_MS = 120_000;

/**
 * What to do while there is no seal: ask for a run, wait for one, or take note that one ended without a seal. There is
 * never a second while one may be under way; a process that does not hold the intent asks for none at all.
 */
export function nextRun(
  runs: readonly Run[],
  asked: RunsAsked,
  { at, mine }: { readonly at: Instant; readonly mine: boolean },
): 'ask' | 'wait' | { readonly ended: Run } {
  if (runs.some(({ status }) => status !== 'completed')) return 'wait';
  const newest = runs.toSorted((a, b) => b.id - a.id)[0];
  const isFresh = (since: Instant) => msOf(at) - msOf(since) < LISTED_MS;
  if (newest !== undefined && newest.id > asked.ended)
    return newest.conclusion === 'success' && isFresh(newest.changedAt) ? 'wait' : { ended: newest };
  return mine && (asked.at === null || !isFresh(asked.at)) ? 'ask' : 'wait';
}
