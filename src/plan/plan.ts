import { kindOf } from '../claims/kind.ts';
import { planDecision } from './decision.ts';
import type { Looked } from './looked.ts';
import { planPacket } from './packet.ts';
import { planPolicy } from './policy.ts';
import type { Step } from './step.ts';
import { planSync } from './sync.ts';

const NOTHING: Step = { record: [], claims: new Map(), show: [], effect: null, lookAgainAt: null };

/**
 * The next step for a pull request. Pure: the same look gives the same step, and a look at a world in which the step
 * was already done gives an empty one.
 */
export function plan(looked: Looked): Step {
  switch (kindOf(looked.claims)) {
    case 'packet':
      return planPacket(looked);
    case 'decision':
      return planDecision(looked);
    case 'sync':
      return planSync(looked);
    case 'policy':
      return planPolicy(looked);
    case 'other':
      return NOTHING;
  }
}
