import type { Inspection } from './inspect.ts';

/** Classic branch protection of a branch, as far as it can keep the App out: `rule` null where it could not be read. */
export interface ClassicSeen {
  readonly branch: string;
  readonly rule: ClassicRule | 'none' | null;
}
export interface ClassicRule {
  readonly linearHistory: boolean | null;
  readonly locked: boolean | null;
  /** The numbers of the Apps that may push; null where nobody is restricted. */
  readonly restrictedTo: readonly number[] | null;
}

/**
 * Classic branch protection is never counted: administrators pass over it unless told otherwise, and one pattern hides
 * another. It only adds to rulesets, so it can only be in the way.
 */
export function inspectClassic({ branch, rule }: ClassicSeen, app: number | null): Inspection {
  const wanted = 'no classic branch protection that keeps the App out';
  const own = { protection: 'classic.unhindered', branch, ruleset: null, wanted, hidden: true } as const;
  if (rule === null) return { ...own, status: 'unseen', seen: 'classic branch protection could not be read' };
  if (rule === 'none') return { ...own, status: 'fine', seen: 'none' };
  const { linearHistory, locked, restrictedTo } = rule;
  const ways = [
    ...(linearHistory ? ['it wants a linear history'] : []),
    ...(locked ? ['it locks the branch for everybody'] : []),
    ...(restrictedTo !== null && app !== null && !restrictedTo.includes(app) ? ['the App may not push'] : []),
  ];
  if (ways.length > 0) return { ...own, status: 'wrong', seen: ways.join(', '), hinders: true };
  if (linearHistory === null || locked === null) {
    return { ...own, status: 'unseen', seen: 'what it demands was not in the answer' };
  }
  if (restrictedTo !== null && app === null) {
    return { ...own, status: 'unseen', seen: 'it names who may push, and the number of the App is not known here' };
  }
  return { ...own, status: 'fine', seen: 'one that is not in the way, and counts for nothing' };
}
