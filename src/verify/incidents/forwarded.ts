import type { Heard } from '../exposure.ts';
import type { Cause } from './cause.ts';

/** What every cause of this kind has in common: an owner who had no hand in it ends it. */
export const FORWARDED = {
  council: null,
  halts: true,
  codes: ['forwarding-blocked'],
  lifts: 1,
  accepts: null,
} as const satisfies Partial<Cause>;

/** Who did it, as far as a webhook told. */
export function doneBy(heard: readonly Heard[], wanted: Pick<Heard, 'what' | 'repository' | 'about'>): Cause['who'] {
  const found = heard.findLast(
    ({ what, repository, about }) => what === wanted.what && repository === wanted.repository && about === wanted.about,
  );
  return found === undefined ? [] : [{ account: found.by.id, login: found.by.login }];
}
