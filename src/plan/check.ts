import type { LedgerFacts } from '../ledger/facts.ts';
import type { Page } from '../report/page.ts';
import type { Looked } from './looked.ts';
import type { Showing } from './step.ts';

/** The check of the head with this page, unless it shows that page already. */
export function checkOf({ observation, ledger }: Looked, page: Page): Showing[] {
  // A check is on a commit: of pull requests that share their head, which are all held, the first speaks; one that was
  // closed no longer, where the same head came to the council by another.
  const { number, head, sharesHeadWith, state } = observation.pull;
  if (sharesHeadWith.some((other) => other < number)) return [];
  if (state === 'closed' && wasMergedByAnother(number, head, ledger)) return [];
  const known = observation.check;
  if (known?.page === page.digest) return [];
  return [{ show: 'check', head, page, known: known?.id ?? null }];
}

function wasMergedByAnother(number: number, head: string, { pulls }: LedgerFacts): boolean {
  for (const [other, { effects }] of pulls) {
    const merged = effects.some(
      ({ intent, outcome }) => intent.effect === 'merge' && intent.head === head && outcome?.body.result === 'done',
    );
    if (other !== number && merged) return true;
  }
  return false;
}
