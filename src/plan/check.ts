import type { Page } from '../report/page.ts';
import type { Looked } from './looked.ts';
import type { Showing } from './step.ts';

/** The check of the head with this page, unless it shows that page already. */
export function checkOf({ observation }: Looked, page: Page): Showing[] {
  // A check is on a commit: of pull requests that share their head, which are all held, the first speaks.
  const { number, head, sharesHeadWith } = observation.pull;
  if (sharesHeadWith.some((other) => other < number)) return [];
  const known = observation.check;
  if (known?.page === page.digest) return [];
  return [{ show: 'check', head, page, known: known?.id ?? null }];
}
