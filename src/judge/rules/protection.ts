import type { Claims } from '../../claims/claims.ts';
import { type Inspection, inspect } from '../../protection/inspect.ts';
import type { BranchKind } from '../../protection/needed.ts';
import type { ProtectionSeen } from '../../protection/seen.ts';
import { type Case, met, type Rule, unmet, unreadable, waitsFor } from '../case.ts';

const WANTED = "GitHub's own protections of main, the council's branch and the ledger as docs/protections.md has them";

/**
 * What is seen weaker than needed holds, and so does what this App can normally see and could not. What it never can,
 * who may pass over a ruleset, is left to an administrator's `doctor` and said so.
 */
export const protection: Rule = ({ claims, council, protections }) => {
  if (council === null) return waitsFor('protection', WANTED, 'policy');
  if ('unknown' in claims.protection) return unreadable('protection', WANTED, claims.protection);
  const { excused } = claims.protection.known;
  const unseen = protections.filter(({ status }) => status === 'unseen');
  if (excused !== null && unseen.length === protections.length) {
    return unreadable('protection', WANTED, { unknown: excused, skipped: true });
  }
  const weak = protections.filter(({ status, hinders }) => status === 'wrong' && !hinders);
  const blind = excused === null ? unseen.filter(({ hidden }) => !hidden) : [];
  const unjudged = together(unseen.filter((one) => !blind.includes(one))).map((what) => `${what}${because(excused)}`);
  const aside = unjudged.length === 0 ? {} : { unjudged };
  if (weak.length > 0) {
    return unmet('protection', 'protection-drift', {
      wanted: wantedOf(weak),
      seen: together(weak).join('; '),
      mend: `an administrator runs \`countersign doctor\`, which prints the command that mends ${rulesetsOf(weak)}; owners then approve again`,
      ...aside,
    });
  }
  if (blind.length > 0) {
    return {
      rule: 'protection',
      status: 'undetermined',
      code: 'protection-unseen',
      wanted: wantedOf(blind),
      seen: together(blind).join('; '),
      mend: 'it is looked at again by itself; if it stays so, an administrator runs `countersign doctor`',
      ...aside,
    };
  }
  return met('protection', WANTED, `${protections.length - unseen.length} as needed`, aside);
};

/** What was found of the protections: judged once, though more than one rule asks. */
export function inspected({ protection }: Claims): Inspection[] {
  return 'known' in protection ? inspect(whole(protection.known)) : [];
}

const KINDS: readonly BranchKind[] = ['main', 'council', 'ledger'];

/** A branch that nobody looked at is one whose rules were not read. */
function whole(seen: ProtectionSeen): ProtectionSeen {
  const missing = KINDS.filter((kind) => seen.branches.every((branch) => branch.kind !== kind));
  return { ...seen, branches: [...seen.branches, ...missing.map((kind) => ({ branch: kind, kind, rules: null }))] };
}

/** What keeps GitHub from merging at all, though nothing is weaker by it; null when nothing is seen to. */
export function hindrance({ protections }: Case): { wanted: string; seen: string } | null {
  const hindering = protections.filter(({ status, hinders }) => status === 'wrong' && hinders);
  return hindering.length === 0 ? null : { wanted: wantedOf(hindering), seen: together(hindering).join('; ') };
}

function because(excused: string | null): string {
  return excused === null ? '' : `: ${excused}`;
}

function wantedOf(inspections: readonly Inspection[]): string {
  return [...new Set(inspections.map(({ wanted }) => wanted))].join('; ');
}

/** What was seen, once, with the branches of which it was. */
function together(inspections: readonly Inspection[]): string[] {
  const branches = new Map<string, Set<string>>();
  for (const { branch, seen } of inspections) {
    branches.set(seen, (branches.get(seen) ?? new Set()).add(branch ?? 'the repository'));
  }
  return [...branches].map(([seen, where]) => `${seen} (${[...where].join(', ')})`);
}

function rulesetsOf(inspections: readonly Inspection[]): string {
  const names = inspections.flatMap(({ ruleset }) => ruleset ?? []);
  return `ruleset ${[...new Set(names)].map((name) => `\`${name}\``).join(', ')}`;
}
