import { alarmsOf } from '../../src/rehearse/stage/alarms.ts';
import { ADMIN } from '../../src/rehearse/stage/scene.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';
import { type Failing, Failure } from './fault.ts';

/** What became of an incident, however the way was. */
interface Ending {
  readonly entries: readonly string[];
  /** Open alarms, and those that are lifted and closed. */
  readonly open: number;
  readonly lifted: number;
}
export interface PlayedIncident {
  readonly writes: readonly string[];
  readonly ending: Ending;
  readonly met: boolean;
}

const COUNCIL = 'council/release-integrity';
const KINDS = ['incident', 'alarmed', 'lifted'];
/** Longer than a watch that failed rests. */
const REST_MS = 2 * 60_000;

/** Somebody pushes to the council's branch past every rule, and both owners take it as it is. One write may fail. */
export async function playIncident(stage: Stage, name: string, failing?: Failing): Promise<PlayedIncident> {
  await stage.settle();
  const since = stage.record.entries.length;
  const before = alarmsOf(stage).length;
  const failure = new Failure(stage, failing);
  const files = { [`${name}.txt`]: 'past every rule\n' };
  stage.github.acts.push({ repository: stage.governance, branch: COUNCIL, by: ADMIN, files, unjudged: true });
  await failure.recover(REST_MS);
  for (const by of ['ann', 'ben']) {
    await playStep(playOn(stage), { alarm: { by, comment: '/countersign lift it holds nothing else' } });
    await failure.recover(REST_MS);
  }
  failure.end();
  const alarms = alarmsOf(stage).slice(before);
  const entries = stage.record.entries.slice(since).map(({ kind }) => kind);
  const ending = {
    entries: entries.filter((kind) => KINDS.includes(kind)),
    open: alarms.filter(({ state }) => state === 'open').length,
    lifted: alarms.filter(({ title, state }) => state === 'closed' && title.endsWith('(lifted)')).length,
  };
  return { writes: failure.writes, ending, met: failure.met };
}
