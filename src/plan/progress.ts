import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import type { Progress } from '../report/page.ts';
import { done, factsOf, type Looked } from './looked.ts';

/** How far this pull request has come, by the ledger. */
export function progressOf(looked: Looked): Progress {
  const mergedBy = done(looked, 'merge');
  const merge = mergedBy?.outcome?.body;
  const delivery = done(looked, 'deliver')?.outcome?.body;
  const merged = merge?.effect === 'merge' && merge.result === 'done' ? merge : null;
  const delivered = delivery?.effect === 'deliver' && delivery.result === 'done' ? delivery : null;
  return {
    sealed: done(looked, 'seal') !== null,
    merge: merged?.merge ?? null,
    mismatched: mergedBy !== null && !broughtWhatWasApproved(mergedBy),
    delivery: delivered?.url ?? null,
    undelivered: looked.observation.troubles.deliver?.reason ?? null,
    released: factsOf(looked).released !== null,
    withdrawn: factsOf(looked).withdrawn !== null,
  };
}
