import { met, type Rule, unreadable } from '../case.ts';

/** What would halt a council is found by whoever watches over the repository; unwatched, nothing goes on. */
export const watched: Rule = ({ claims }) => {
  const wanted = 'a watch over the repository that sees readers, forks, copies and branches';
  if ('unknown' in claims.watched) return unreadable('watched', wanted, claims.watched);
  return met('watched', wanted, 'it does');
};
