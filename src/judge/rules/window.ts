import { durationMs } from '../../time/duration.ts';
import { msOf } from '../../time/instant.ts';
import { met, type Rule, unmet, waitsFor } from '../case.ts';

/** The review window is half-open: its first second is in it, its last instant is not. */
export const window: Rule = ({ claims, packet, council }) => {
  const wanted = 'now within a review window of the length that the council allows';
  if (packet === null || council === null) return waitsFor('window', wanted, 'packet and policy');
  const { opens, closes } = packet.window;
  const seen = `${opens} to ${closes}`;
  const now = msOf(claims.at);
  const lengthMs = msOf(closes) - msOf(opens);
  const { shortest, longest } = council.review_window;
  if (!(lengthMs >= durationMs(shortest) && lengthMs <= durationMs(longest))) {
    return unmet('window', 'window-invalid', {
      wanted: `a window of ${shortest} to ${longest}`,
      seen,
      mend: 'change `review_window` in packet.yaml',
    });
  }
  if (now >= msOf(closes)) {
    return unmet('window', 'approval-expired', {
      wanted,
      seen: `${seen}, which is over`,
      mend: 'this revision is denied for good: propose a new one with a new window',
      denies: true,
    });
  }
  if (!(now >= msOf(opens))) {
    return unmet('window', 'window-invalid', {
      wanted,
      seen: `${seen}, which has not begun`,
      mend: `nothing to do: it is looked at again at ${opens}`,
    });
  }
  return met('window', wanted, seen);
};

/** More than this and somebody's clock is wrong: nothing that depends on time can be judged. */
const SKEW_SECONDS = 60;

/** GitHub's clock is the one that counts; ours must agree, or one of them is being played with. */
export const clock: Rule = ({ claims }) => {
  const wanted = `our clock within ${SKEW_SECONDS} seconds of GitHub's`;
  // No exact figure: it would be another page at every look.
  if (Math.abs(claims.skew_seconds) <= SKEW_SECONDS) return met('clock', wanted, 'it is');
  const seen = `about ${Math.round(claims.skew_seconds / 60)} minutes`;
  return unmet('clock', 'window-invalid', { wanted, seen, mend: 'who operates the bot sets its clock right' });
};
