import { met, type Rule, unmet, unreadable } from '../case.ts';

const WANTED = 'nobody to read this repository but whom a council names in `workspace` or by a team of its audience';
const SHOWN = 10;

/** Whoever may read the repository reads every packet in it, released or not. */
export const readers: Rule = ({ claims }) => {
  if ('unknown' in claims.readers) return unreadable('readers', WANTED, claims.readers);
  const { visibility, outsiders, certain } = claims.readers.known;
  if (visibility !== 'private') {
    return unmet('readers', 'audience-mismatch', {
      wanted: WANTED,
      seen: visibility === 'public' ? 'a public repository' : 'a repository that everybody in the enterprise may read',
      mend: 'an administrator makes it private; what was read or cloned meanwhile stays so',
    });
  }
  if (outsiders.length === 0) return met('readers', WANTED, 'nobody else');
  const shown = outsiders.slice(0, SHOWN).map(({ login, account, by }) => {
    const ways = by.length === 0 ? '' : `, ${by.join(' and ')}`;
    return `${login} (account ${account}${ways})`;
  });
  const more = outsiders.length > SHOWN ? `, and ${outsiders.length - SHOWN} more` : '';
  const seen = `${shown.join(', ')}${more}`;
  if (!certain)
    return unreadable('readers', WANTED, {
      unknown: `${seen}; and a council's policy that does not load may name them`,
    });
  return unmet('readers', 'audience-mismatch', {
    wanted: WANTED,
    seen,
    mend: 'an administrator takes the way in away, or a pull request against `main` names them in `workspace`',
  });
};
