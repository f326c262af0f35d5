import type { Known } from '../claims/claims.ts';
import { msOf } from '../time/instant.ts';
import type { Read } from './observation.ts';

/** Two sweeps and a half: one may fail. */
const LONGEST_MS = 25 * 60_000;

/**
 * Whether all that is around the pull requests was seen lately. Copies, forks and moved branches are found by the watch
 * alone: while it sees nothing, nobody knows whether a council would have been halted.
 */
export function watchedClaim(watched: Read<string | null>, at: string): Known<true> {
  if ('unread' in watched) return { unknown: watched.unread, ...(watched.skipped && { skipped: true }) };
  if (watched.read === null) return { unknown: 'what is around the pull requests was not seen yet' };
  const late = msOf(at) - msOf(watched.read) > LONGEST_MS;
  return late ? { unknown: `what is around the pull requests was last seen at ${watched.read}` } : { known: true };
}
