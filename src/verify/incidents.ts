import type { Cause } from './incidents/cause.ts';
import { exposureCauses } from './incidents/exposure.ts';
import { mainCauses } from './incidents/main.ts';
import { tipCauses } from './incidents/tips.ts';
import type { Surroundings } from './surroundings.ts';

/** All that is wrong around the pull requests, whether it was reported before or not. Pure. */
export function causesOf(surroundings: Surroundings): Cause[] {
  return [...mainCauses(surroundings), ...tipCauses(surroundings), ...exposureCauses(surroundings)];
}

/** Whether anything that could be a cause was not seen: what is not among the causes may then be so all the same. */
export function isUnread({ exposure, mainMoved, tips, ledger }: Surroundings): boolean {
  return (
    'unread' in exposure ||
    'unread' in exposure.read.governance.readers ||
    'unread' in exposure.read.copies ||
    'unread' in ledger ||
    'unread' in mainMoved ||
    tips.some(({ moved }) => moved !== null && 'unread' in moved)
  );
}
