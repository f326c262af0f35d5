import type { WriteName } from '../../src/rehearse/stage/request.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import { toldOn } from '../../src/rehearse/stage/told.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';
import { type Failing, Failure } from './fault.ts';
import { playRelease } from './release.ts';

/** Longer than what failed once rests. */
const REST_MS = 4 * 60_000;

/** What must be the same however the way was; a notice that arrived twice counts once. */
interface Ending {
  readonly entries: readonly string[];
  /** Comments under the delivered issue. */
  readonly announced: number;
  readonly told: readonly string[];
}

/** Plays the withdrawal of a packet after its release. Of its writes, counted from the comment, one may fail. */
export async function playWithdrawal(
  stage: Stage,
  packet: string,
  failing?: Failing,
): Promise<{ readonly writes: readonly WriteName[]; readonly met: boolean; readonly ending: Ending }> {
  await playRelease(stage, packet);
  const since = stage.record.entries.length;
  const failure = new Failure(stage, failing);
  await stage.pass(1000);
  await playStep(playOn(stage), {
    comment: { pull: packet, by: 'ann', text: '/countersign withdraw the outage is over' },
  });
  await failure.recover(REST_MS);
  failure.end();
  const told = toldOn(stage).filter((one) => one.packet === packet && one.type === 'packet.withdrawn');
  return {
    writes: failure.writes,
    met: failure.met,
    ending: {
      // Its decision is denied beside that, whichever comes first.
      entries: [...new Set(stage.record.entries.slice(since).map(({ kind }) => kind))]
        .filter((kind) => kind !== 'unsent')
        .sort(),
      announced: told.filter(({ channel }) => channel === 'comment').length,
      told: [...new Set(told.map(({ channel }) => channel))].sort(),
    },
  };
}
