import type { Claims } from '../../claims/claims.ts';
import type { Opinion } from '../../claims/opinion.ts';
import { met, type Rule, unmet, unreadable } from '../case.ts';
import { countOpinions, namingCode, notFree, type Reason } from '../counted.ts';
import { objectionsOf } from './objections.ts';

/** The copy is main's, byte for byte, as main stands now. */
export const copy: Rule = ({ claims }) => {
  const wanted = "main's CODEOWNERS at its live tip, and nothing else changed";
  if ('unknown' in claims.change) return unreadable('copy', wanted, claims.change);
  const change = claims.change.known;
  const seen = change.kind === 'sync' ? (change.codeowners ?? 'no ordinary file') : `another change: ${change.kind}`;
  if (change.kind === 'sync' && change.codeowners !== null && change.codeowners === claims.owners.copy)
    return met('copy', wanted, seen.slice(0, 10));
  return unmet('copy', 'codeowners-invalid', {
    wanted: `${wanted}: ${claims.owners.copy?.slice(0, 10) ?? 'none'}`,
    seen: seen.slice(0, 100),
    mend: 'change it on `main`; the App then opens or brings up to date the pull request that copies it',
  });
};

/** Whoever pushed a commit of it must be known, or nobody could tell whether who approves is one of them. */
export const pushers: Rule = ({ claims }) => {
  const wanted = 'every author and pusher known to policies/people.yaml, or the App itself';
  if (claims.unresolved.length === 0) return met('proposers', wanted, 'they are');
  const mend = 'close it: the App opens one of its own';
  return unmet('proposers', 'signer-unresolved', { wanted, seen: claims.unresolved.join('; '), mend });
};

const WANTED = 'an approval of this head by a code owner of .github/CODEOWNERS without a hand in it';

/** As GitHub's own rule, and in case that rule is not there: a person who owns the file by main's word. */
export const codeOwners: Rule = ({ claims }) => {
  if ('unknown' in claims.opinions) return unreadable('code-owners', WANTED, claims.opinions);
  const { counted, setAside } = countOpinions(claims, (opinion) => noOwner(opinion, claims));
  const names = counted.map(({ person, review }) => `${person} (review ${review})`);
  if (names.length > 0) return met('code-owners', WANTED, names.join(', '), { counted: names, setAside });
  const lines = claims.owners.lines.map(({ line, text }) => `line ${line}: ${text}`).join('; ');
  return unmet('code-owners', namingCode(setAside), {
    wanted: WANTED,
    seen: 'none that counts',
    mend: `an owner by ${lines || 'a line for .github/CODEOWNERS, which there is not yet'} approves this head by review`,
    setAside,
  });
};

/** An owner who asked for changes is heard. */
export const ownersObject: Rule = ({ claims }) =>
  objectionsOf(claims, 'no code owner whose last word is a request for changes', (one) => noOwner(one, claims));

function noOwner(opinion: Opinion, claims: Claims): Reason | null {
  const barred = notFree(opinion, claims);
  if (barred !== null) return barred;
  if (!claims.owners.accounts.some((owner) => owner === opinion.account))
    return { why: "no code owner of .github/CODEOWNERS by main's word", code: 'signer-not-owner' };
  return opinion.can_write ? null : { why: 'without write access now', code: 'signer-not-owner' };
}
