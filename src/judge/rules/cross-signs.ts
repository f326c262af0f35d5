import { outcomeText } from '../../decision/outcome.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';
import { tallyOf } from '../signatures.ts';
import { maySign, whoMaySign } from '../signers.ts';
import { objectionsOf } from './objections.ts';

/** Enough people, in the roles and with the assurance that policy asks for, signed one outcome, none of them a proposer. */
export const crossSigns: Rule = ({ claims, council, decision }) => {
  if (council === null || decision === null)
    return waitsFor('cross-signs', 'signatures of different people for one outcome', 'decision and policy');
  const { quorum, required_roles, assurance } = council;
  const roles = required_roles.length === 0 ? '' : `, among them ${required_roles.join(' and ')}`;
  const wanted = `at least ${quorum} different people for one outcome${roles}, each by ${assurance}`;
  if ('unknown' in claims.signatures) return unreadable('cross-signs', wanted, claims.signatures);
  if ('unknown' in claims.packet) return waitsFor('cross-signs', wanted, 'packet');
  const { counted, setAside, agreed } = tallyOf(claims, council);
  const names = counted.map(
    ({ person, outcome, review }) => `${person} for ${outcomeText(outcome)} (review ${review})`,
  );
  const seen = names.length === 0 ? 'none that counts' : `${names.length}: ${names.join(', ')}`;
  const present = new Set(counted.flatMap((one) => one.roles));
  const missing = required_roles.filter((role) => !present.has(role));
  if (agreed !== null || (counted.length >= quorum && missing.length === 0))
    return met('cross-signs', wanted, seen, { counted: names, setAside });
  const signed = counted.map(({ person }) => person);
  const others = whoMaySign(claims, council).filter((person) => !signed.includes(person));
  return unmet('cross-signs', 'cross-sign-missing', {
    wanted,
    seen: missing.length > 0 && counted.length >= quorum ? `${seen}; nobody as ${missing.join(', ')}` : seen,
    mend: decision.status === 'proposed' ? whoSigns(others) : 'nothing yet: nobody signs before it is proposed',
    counted: names,
    setAside,
  });
};

function whoSigns(people: readonly string[]): string {
  if (people.length === 0) return 'nobody who may sign is left: the council needs other members';
  return `${people.join(', ')}: an approving review with the line \`/countersign sign <option-id>\` or \`/countersign sign reject\``;
}

/** Two outcomes were signed: nothing is concluded until those who signed agree. */
export const dispute: Rule = ({ claims, council }) => {
  const wanted = 'no two people who signed different outcomes';
  if (council === null) return waitsFor('dispute', wanted, 'policy');
  if ('unknown' in claims.signatures) return unreadable('dispute', wanted, claims.signatures);
  const { counted, disputed, unread } = tallyOf(claims, council);
  if (unread.length > 0) {
    const mend = `${unread.join(', ')} signs again: what an edited text said before might dispute the others`;
    const seen = `an approval of ${unread.join(', ')} that was edited before anybody read it`;
    return unmet('dispute', 'outcome-disputed', { wanted, seen, mend });
  }
  if (disputed.length === 0) return met('dispute', wanted, 'none');
  const stands = (who: string) => counted.some(({ person }) => person === who);
  const words = disputed.map(
    ({ person, outcome }) =>
      `${person} for ${outcomeText(outcome)}${stands(person) ? '' : ' (the last word, though its review counts no more)'}`,
  );
  return unmet('dispute', 'outcome-disputed', {
    wanted,
    seen: words.join(', '),
    mend: 'settle it: who is for another outcome than the others signs again; to push, or to dismiss or edit a review, settles nothing',
  });
};

/** Who may sign and asked for changes is heard, however many others signed. */
export const dissent: Rule = ({ claims, council }) => {
  const wanted = 'nobody who may sign whose last word is a request for changes';
  if (council === null) return waitsFor('objections', wanted, 'policy');
  return objectionsOf(claims, wanted, (opinion) => maySign(opinion, claims, council));
};

/** As GitHub's own rule on council branches, which the stolen key of the App does not pass. */
export const signedByCodeOwner: Rule = ({ claims, council, decision }) => {
  const wanted = 'a code owner of the file among those who signed';
  if (council === null || decision === null) return waitsFor('code-owners', wanted, 'decision and policy');
  if ('unknown' in claims.signatures) return unreadable('code-owners', wanted, claims.signatures);
  const { counted } = tallyOf(claims, council);
  const owning = counted.filter(({ account }) => claims.owners.accounts.includes(account));
  if (counted.length === 0) return waitsFor('code-owners', wanted, 'cross-signs');
  if (owning.length > 0) return met('code-owners', wanted, owning.map(({ person }) => person).join(', '));
  const lines = claims.owners.lines.map(({ line, text }) => `line ${line}: ${text}`).join('; ');
  return unmet('code-owners', 'signer-not-owner', {
    wanted,
    seen: `${counted.map(({ person }) => person).join(', ')}; CODEOWNERS: ${lines || 'no line for decisions/'}`,
    mend: 'one of the owners of `decisions/` signs too; or a policy pull request names the members there',
  });
};
