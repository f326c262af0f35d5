import { met, type Rule, unmet, unreadable } from '../case.ts';
import { hindrance } from './protection.ts';

/** GitHub can and will merge exactly this head; no way around it is ever tried. */
export const merge: Rule = (judged) => {
  const { claims } = judged;
  const wanted = 'a head that GitHub merges into the council branch without conflict';
  if (claims.pull.conflicting) {
    return unmet('merge', 'merge-refused', {
      wanted,
      seen: 'it conflicts with the council branch',
      mend: 'rebase the branch on the council branch; owners then approve again',
    });
  }
  const hindered = hindrance(judged);
  if (hindered !== null) {
    return unmet('merge', 'merge-refused', {
      ...hindered,
      mend: 'an administrator runs `countersign doctor`, which says how to let the App merge again',
    });
  }
  const refusal = 'known' in claims.ledger ? claims.ledger.known.refusal : null;
  if (refusal !== null) {
    return unmet('merge', refusal.code, {
      wanted,
      seen: `GitHub refused at ${refusal.at}: ${refusal.reason}`,
      mend: 'look at what GitHub says under the pull request; it is tried again by itself, or after the next push or review',
    });
  }
  if (claims.troubles.merge !== undefined) return unreadable('merge', wanted, { unknown: claims.troubles.merge });
  return met('merge', wanted, 'no conflict');
};

/** Signing is never replaced by anything: while it is down, everything waits for it. */
export const signing: Rule = ({ claims }) => {
  const wanted = 'a Sigstore that answers';
  const trouble = claims.troubles.signing;
  if (trouble === undefined) return met('signing', wanted, 'no failure');
  return {
    rule: 'signing',
    status: 'undetermined',
    code: 'signing-unavailable',
    wanted,
    seen: trouble,
    mend: 'nothing to do: sealing is tried again by itself',
  };
};
