import { met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

const WANTED = 'exactly one folder `packets/<id>/`, or one new file below `decisions/`, changed, and nothing else';

/** What a pull request against a council branch may change. */
export const change: Rule = ({ claims }) => {
  if (claims.pull.fork || claims.pull.state === 'closed') return waitsFor('change', WANTED, 'eligibility');
  if ('unknown' in claims.change) return unreadable('change', WANTED, claims.change);
  const seen = claims.change.known;
  if (seen.kind === 'decision') return met('change', WANTED, `decisions/${seen.packet}/`);
  if (seen.kind === 'packet') return met('change', WANTED, `packets/${seen.packet}/`);
  const touched = seen.touched.length === 0 ? 'nothing is changed' : `changed: ${seen.touched.join(', ')}`;
  if (seen.kind === 'policy' || seen.kind === 'sync') {
    return unmet('change', 'policy-changed-in-proposal', {
      wanted: WANTED,
      seen: touched,
      mend: 'propose changes of rules in a pull request of their own against `main`',
    });
  }
  return unmet('change', 'proposal-not-eligible', {
    wanted: WANTED,
    seen: touched,
    mend: 'keep one packet in this pull request and take everything else out',
  });
};

const LINEAR = 'commits in one line, without merges, that touch nothing but the packet folder';

const PROPOSED: Readonly<Record<string, string>> = {
  packet: 'the packet folder',
  sync: 'CODEOWNERS',
  decision: 'the one file',
};

/** Every commit reaches the council branch by the merge, also what a later commit took back. */
export const history: Rule = ({ claims }) => {
  const kind = 'known' in claims.change ? claims.change.known.kind : null;
  if (kind === null || !(kind in PROPOSED)) return waitsFor('history', LINEAR, 'change');
  const wanted = LINEAR.replace('the packet folder', PROPOSED[kind] ?? '');
  if ('unknown' in claims.history) return unreadable('history', wanted, claims.history);
  const problems = claims.history.known;
  if (problems.length === 0) return met('history', wanted, `${claims.pull.commits} such commits`);
  return unmet('history', 'history-unsafe', {
    wanted,
    seen: problems.join('; '),
    mend: 'rebase the branch on the council branch and drop what does not belong to it',
  });
};
