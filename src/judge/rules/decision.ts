import { releaseIn } from '../../claims/decision.ts';
import { scopeFor } from '../../decision/decision.ts';
import type { Code } from '../../finding/code.ts';
import { msOf } from '../../time/instant.ts';
import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';
import { GRAVITY } from './gravity.ts';

const WANTED = 'one new file `decisions/<packet>/r<revision>-d<number>.yaml` that proposes, and nothing else changed';

/** The file is a decision, and one that only proposes. All its problems are shown at once, each with its place. */
export const decisionIsValid: Rule = ({ claims }) => {
  if ('unknown' in claims.decision) return unreadable('decision', WANTED, claims.decision);
  const seen = claims.decision.known;
  if (seen.valid) return met('decision', WANTED, seen.facts.path);
  const codes = [...new Set(seen.problems.map(({ code }) => code))].sort((a, b) => rank(a) - rank(b));
  const [code = 'decision-invalid', ...also] = codes;
  return unmet('decision', code, {
    wanted: WANTED,
    seen: seen.problems
      .map(({ message, place }) => (place ? `${place.path}:${place.line}:${place.column}: ${message}` : message))
      .join('; '),
    mend: [...new Set(seen.problems.map(({ hint }) => hint))].join('; '),
    also,
    at: seen.problems.flatMap(({ place }) => place ?? []),
  });
};

function rank(code: Code): number {
  return GRAVITY.includes(code) ? GRAVITY.indexOf(code) : GRAVITY.length;
}

/** Whoever reads the file sees whether a person or a machine wrote it. */
export const authorKind: Rule = ({ claims, decision }) => {
  const wanted = 'an `author_kind` that says who opened the pull request';
  if (decision === null) return waitsFor('author-kind', wanted, 'decision');
  const { author } = claims.pull;
  const kind = author.agent ? 'automated_agent' : 'person';
  if (decision.author_kind === kind) return met('author-kind', wanted, kind);
  return unmet('author-kind', 'decision-invalid', {
    wanted: `${wanted}: \`${kind}\`, for @${author.login}`,
    seen: `\`${decision.author_kind}\``,
    mend: `set \`author_kind: ${kind}\``,
  });
};

/** A draft is for reading, and what needs changes is not to be signed. */
export const status: Rule = ({ decision }) => {
  const wanted = '`status: proposed`';
  if (decision === null) return waitsFor('status', wanted, 'decision');
  if (decision.status === 'proposed') return met('status', wanted, 'proposed');
  return unmet('status', 'decision-draft', {
    wanted,
    seen: `\`status: ${decision.status}\``,
    mend: 'settle what is open, and push the file with `status: proposed`; that is a new head, to be signed anew',
  });
};

/** How far it reaches is the council's policy, never the word of whoever proposes. */
export const reach: Rule = ({ decision, council }) => {
  const wanted = "a `scope` that is the council's";
  if (decision === null || council === null) return waitsFor('scope', wanted, 'decision and policy');
  const fits = scopeFor(council.scope);
  if (decision.scope === fits) return met('scope', wanted, fits);
  return unmet('scope', 'approval-context-mismatch', {
    wanted: `${wanted}: \`${fits}\``,
    seen: `\`${decision.scope}\``,
    mend: `set \`scope: ${fits}\``,
  });
};

/** Signatures and conclusion fall into the window that owners approved; half-open, as everywhere. */
export const decisionWindow: Rule = ({ claims }) => {
  const wanted = "now within the packet's review window";
  const release = releaseIn(claims);
  if (release === null) return waitsFor('window', wanted, 'release');
  const { opens, closes } = release.review_window;
  const seen = `${opens} to ${closes}`;
  if (msOf(claims.at) >= msOf(opens) && msOf(claims.at) < msOf(closes)) return met('window', wanted, seen);
  if (msOf(claims.at) < msOf(opens)) {
    const mend = `nothing to do: it is looked at again at ${opens}`;
    return unmet('window', 'window-invalid', { wanted, seen: `${seen}, which has not begun`, mend });
  }
  return unmet('window', 'approval-expired', {
    wanted,
    seen: `${seen}, which is over`,
    mend: 'it can no longer be decided: propose a new revision of the packet with a new window',
    denies: true,
  });
};
