import { broughtWhatWasApproved } from '../ledger/facts/council.ts';
import { noticesOf, sendingOf } from '../ledger/facts/release.ts';
import type { Progress } from '../report/page.ts';
import type { Untold } from '../report/untold.ts';
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
    untold: untoldOf(looked),
  };
}

/** What is still to be told, or was given up, of those notices that nothing has overtaken. */
function untoldOf(looked: Looked): Untold[] {
  const release = looked.ledger.releases.get(factsOf(looked).released ?? -1);
  if (release === undefined) return [];
  return noticesOf(release).flatMap((notice): Untold[] => {
    const { reason = null, attempt = 0, retryAt = null } = sendingOf(release, notice) ?? {};
    return reason === null ? [] : [{ to: notice.to, news: notice.news, attempt, reason, next: retryAt }];
  });
}
