import type { Claims } from '../claims/claims.ts';
import { kindOf } from '../claims/kind.ts';
import { all, type Branch, codes, type Finding, type Leaf, outcome } from '../finding/finding.ts';
import type { Fold, GroupSeen } from '../verify/group.ts';
import { met, unmet, unreadable } from './case.ts';

/** A pull request of a group, judged anew; null where it was not found. */
export interface Folded extends Fold {
  readonly judged: { readonly claims: Claims; readonly finding: Finding } | null;
}

/** Judges a merge group: main may become its head only by changes of rules that pass now, one after the other. */
export function judgeGroup(group: GroupSeen, folded: readonly Folded[]): Branch {
  return all('merge-group', [base(group), ...folded.map(fold)]);
}

const ON_MAIN = "commits that lead to the head from main's live tip";

function base({ steps, main }: GroupSeen): Leaf {
  if (!('read' in steps)) return unreadable('base', ON_MAIN, { unknown: steps.unread });
  if (steps.read.joins && steps.read.steps.length > 0) return met('base', ON_MAIN, main?.slice(0, 10) ?? '');
  const mend = 'take it out of the merge queue: only `main` has one, and only the App merges into other branches';
  return unmet('base', 'merge-refused', { wanted: ON_MAIN, seen: 'a head that does not stand on it', mend });
}

function fold({ step, pull, judged }: Folded): Leaf {
  const rule = pull === null ? step.commit.slice(0, 10) : `#${pull}`;
  const wanted = 'a change of rules that passes now, folded in as its very head';
  const seen = seenOf({ step, pull, judged });
  if (seen === null) return met(rule, wanted, step.parents[1]?.slice(0, 10) ?? '');
  const mend = 'take it out of the merge queue, settle that on its own page, and merge one after the other';
  return unmet(rule, 'merge-refused', { wanted, seen, mend });
}

function seenOf({ step, judged }: Folded): string | null {
  const head = step.parents[1];
  if (judged === null) return 'a pull request that cannot be told';
  const { claims, finding } = judged;
  if (kindOf(claims) !== 'policy') return 'no change of rules';
  if (claims.pull.head !== head) return `another head than ${claims.pull.head.slice(0, 10)}`;
  if (outcome(finding) !== 'go') return `held: ${codes(finding).join(', ')}`;
  return step.tree === step.mergedTree ? null : 'something that differs from the head that passed';
}
