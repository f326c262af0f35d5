import type { Cause } from './incidents/cause.ts';
import { exposureCauses } from './incidents/exposure.ts';
import { mainCauses } from './incidents/main.ts';
import { tipCauses } from './incidents/tips.ts';
import type { Surroundings } from './surroundings.ts';

/** All that is wrong around the pull requests, whether it was reported before or not. Pure. */
export function causesOf(surroundings: Surroundings): Cause[] {
  return [...mainCauses(surroundings), ...tipCauses(surroundings), ...exposureCauses(surroundings)];
}
