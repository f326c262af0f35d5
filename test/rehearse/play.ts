import type { Stage } from '../../src/rehearse/stage/stage.ts';
import type { Play } from '../../src/rehearse/step.ts';

/** A play of steps alone: what is not as expected is for the test to see. */
export function playOn(stage: Stage): Play {
  return { stage, refusal: null, seen: { entries: 0, writes: 0, runs: 0, told: [] }, differ: () => undefined };
}
