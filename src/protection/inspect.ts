import {
  type BranchKind,
  CHECK,
  type Demand,
  IN_THE_WAY,
  NEEDED,
  type NeededRule,
  type NeededRuleset,
} from './needed.ts';
import type { BranchSeen, ParametersSeen, Passer, ProtectionSeen, RuleSeen } from './seen.ts';

/** What became of one needed protection on one branch. What was not shown is `unseen`, and never `fine`. */
export interface Inspection {
  /** Stable: ruleset, rule and parameter, such as `main.pull_request.require_code_owner_review`. */
  readonly protection: string;
  /** Null where it is of the repository as a whole. */
  readonly branch: string | null;
  /** The ruleset that mends it; null where none does. */
  readonly ruleset: string | null;
  readonly status: 'fine' | 'wrong' | 'unseen';
  readonly wanted: string;
  readonly seen: string;
  /** Without it nothing is weaker, but GitHub refuses what the App has to do. */
  readonly hinders?: true;
  /** Shown only to who may change it, and so never to the App. */
  readonly hidden?: true;
}
type Verdict = Pick<Inspection, 'status' | 'seen'>;

/** Every needed protection of every branch that was looked at, in the order of the table. */
export function inspect(seen: ProtectionSeen): Inspection[] {
  const branches = seen.branches.flatMap((branch) => [
    ...NEEDED.filter(({ on }) => on.includes(branch.kind)).flatMap((ruleset) => ofRuleset(ruleset, branch, seen.app)),
    ...(MERGED_BY_APP.includes(branch.kind) ? [unhindered(branch)] : []),
  ]);
  return [...branches, mergeCommits(seen.merge_commits)];
}

const UNREAD = 'the rules of this branch could not be read';
const MERGED_BY_APP: readonly BranchKind[] = ['council', 'lanes'];

/** A rule of the table with the rules of its type on a branch, and what becomes of each demand under each of them. */
interface Matched {
  readonly rule: NeededRule;
  readonly found: readonly RuleSeen[];
  readonly verdicts: readonly (readonly Verdict[])[];
}

function ofRuleset(needed: NeededRuleset, { branch, rules }: BranchSeen, app: number | null): Inspection[] {
  const matched = needed.rules.map((rule): Matched => {
    const found = rules?.filter(({ type }) => type === rule.type) ?? [];
    const under = (demand: Demand) => found.map(({ parameters }) => parameter(demand, parameters, app));
    return { rule, found, verdicts: rule.demands.map(under) };
  });
  const about = { branch, ruleset: needed.name };
  return [
    ...matched.flatMap((one) => ofRule(one, about, rules !== null)),
    ...(needed.passedBy === 'app' ? [letsAppPass(needed, about, rules, app)] : []),
    { ...about, ...bypass(needed, matched, app, rules !== null), hidden: true },
  ];
}

type About = Pick<Inspection, 'branch' | 'ruleset'>;

function ofRule({ rule, found, verdicts }: Matched, { branch, ruleset }: About, read: boolean): Inspection[] {
  const protection = `${ruleset}.${rule.type}`;
  const { status, seen } = present(rule, found, read);
  const ofParameters = rule.demands.map((demand, index): Inspection => {
    const verdict = status === 'fine' ? strictest(verdicts[index] ?? []) : { status, seen };
    const inspection = { protection: `${protection}.${demand.parameter}`, branch, ruleset, wanted: demand.wanted };
    const hinders = demand.parameter === 'allowed_merge_methods' && refusesMerge(found);
    return { ...inspection, ...verdict, ...(hinders && { hinders }) };
  });
  return [{ protection, branch, ruleset, wanted: rule.wanted, status, seen }, ...ofParameters];
}

function present({ type }: NeededRule, found: readonly RuleSeen[], read: boolean): Verdict {
  if (!read) return { status: 'unseen', seen: UNREAD };
  if (found.length === 0) return { status: 'wrong', seen: `no active rule \`${type}\`` };
  return { status: 'fine', seen: `rule \`${type}\` of ${namesOf(found)}` };
}

/** The strictest rule of a type wins, so one that is strict enough is enough; one that is not shown is no proof. */
function strictest(verdicts: readonly Verdict[]): Verdict {
  const telling = (status: Verdict['status']) => verdicts.find((verdict) => verdict.status === status);
  return telling('fine') ?? telling('unseen') ?? telling('wrong') ?? { status: 'unseen', seen: 'no rule that holds' };
}

function parameter(demand: Demand, parameters: ParametersSeen, app: number | null): Verdict {
  const value = parameters[demand.parameter];
  if (value === undefined) return { status: 'unseen', seen: `\`${demand.parameter}\` was not in the answer` };
  if (demand.parameter === 'required_status_checks') return checked(parameters.required_status_checks ?? [], app);
  const fine = strictEnough(demand, value);
  return { status: fine ? 'fine' : 'wrong', seen: `\`${demand.parameter}\` is ${String(value) || 'empty'}` };
}

function strictEnough(demand: Exclude<Demand, { from: 'app' }>, value: unknown): boolean {
  if ('atLeast' in demand) return typeof value === 'number' && value >= demand.atLeast;
  if ('only' in demand) return Array.isArray(value) && value.length > 0 && value.every((one) => one === demand.only);
  return value === demand.is;
}

function checked(checks: NonNullable<ParametersSeen['required_status_checks']>, app: number | null): Verdict {
  const own = checks.filter(({ context }) => context === CHECK);
  const from = own.map((check) => (check.app === null ? 'anyone' : `App ${check.app}`)).join(', ');
  if (own.every((check) => check.app === null)) {
    return { status: 'wrong', seen: own.length === 0 ? `\`${CHECK}\` is not required` : `\`${CHECK}\` from anyone` };
  }
  const seen = `\`${CHECK}\` from ${from}`;
  if (app === null) return { status: 'unseen', seen: `${seen}, and the number of the App is not known here` };
  return { status: own.some((check) => check.app === app) ? 'fine' : 'wrong', seen };
}

/**
 * Who passes over what must hold: of the rules that are strict enough, one at least must let nobody else pass. Where a
 * rule is missing, nobody has to. One that is too weak is wrong by itself, and says nothing of who passes over others.
 */
function bypass({ name, passedBy }: NeededRuleset, matched: readonly Matched[], app: number | null, read: boolean) {
  const byApp = passedBy === 'app';
  const wanted = byApp ? 'nobody but the App may pass over it' : 'nobody may pass over it, the App neither';
  const own = { protection: `${name}.bypass`, wanted };
  const missing = matched.find(({ found }) => found.length === 0);
  if (!read) return { ...own, status: 'unseen', seen: UNREAD } as const;
  if (missing !== undefined) return { ...own, ...present(missing.rule, [], read) };
  const verdicts = matched.flatMap(({ found, verdicts }) => {
    const rules = verdicts.length === 0 ? [found] : verdicts.flatMap((of) => strictOf(found, of));
    return rules.map((strict) => strictest(strict.map((rule) => passedOnlyBy(rule, byApp ? app : undefined))));
  });
  const worst = verdicts.find(({ status }) => status === 'wrong') ?? verdicts.find(({ status }) => status === 'unseen');
  return { ...own, ...(worst ?? verdicts[0] ?? ({ status: 'wrong', seen: 'no rule that is strict enough' } as const)) };
}

/** Of the rules of a type those that are strict enough for one demand; no list where all are known to be too weak. */
function strictOf(found: readonly RuleSeen[], verdicts: readonly Verdict[]): (readonly RuleSeen[])[] {
  if (verdicts.every(({ status }) => status === 'wrong')) return [];
  return [found.filter((_, index) => verdicts[index]?.status === 'fine')];
}

/** `app` undefined: nobody at all may pass. */
function passedOnlyBy({ ruleset, passers }: RuleSeen, app: number | null | undefined): Verdict {
  if (passers === null) return { status: 'unseen', seen: `who may pass over ${ruleset} was not in the answer` };
  const others = passers.filter((passer) => app === undefined || passer.app === null || passer.app !== app);
  if (others.length === 0) return { status: 'fine', seen: `nobody else passes over ${ruleset}` };
  const seen = `${ruleset}: ${tell(others)}`;
  if (app === null && others.length === 1 && others[0]?.app !== null) {
    return { status: 'unseen', seen: `${seen}, and the number of the App is not known here` };
  }
  return { status: 'wrong', seen };
}

/** Every ruleset with a rule of the lock must let the App pass, by a push too: each of them keeps it out otherwise. */
function letsAppPass(needed: NeededRuleset, about: About, rules: BranchSeen['rules'], app: number | null): Inspection {
  const updates = rules?.filter(({ type }) => type === 'update') ?? [];
  const own = {
    ...about,
    protection: `${needed.name}.app`,
    wanted: 'the App passes over it, always',
    hidden: true,
  } as const;
  const unseen = (seen: string): Inspection => ({ ...own, status: 'unseen', seen });
  if (rules === null) return unseen(UNREAD);
  if (updates.length === 0) return { ...own, status: 'wrong', seen: 'no active rule `update`' };
  if (app === null) return unseen('the number of the App is not known here');
  const shown = updates.find(({ passers }) => passers === null);
  if (shown !== undefined) return unseen(`who may pass over ${shown.ruleset} was not in the answer`);
  const closed = updates.filter(({ passers }) => !passers?.some((one) => one.app === app && passes(one)));
  if (closed.length > 0) {
    return { ...own, status: 'wrong', seen: `App ${app} does not always pass over ${namesOf(closed)}`, hinders: true };
  }
  const unsure = updates.filter(({ passers }) => !passers?.some((one) => one.app === app && one.mode !== null));
  if (unsure.length > 0) return unseen(`how App ${app} passes over ${namesOf(unsure)} was not in the answer`);
  return { ...own, status: 'fine', seen: `App ${app} passes over ${namesOf(updates)}` };
}

/** `exempt` would pass as well, and leave no trace of it at GitHub. */
function passes({ mode }: Passer): boolean {
  return mode === null || mode === 'always';
}

function refusesMerge(rules: readonly RuleSeen[]): boolean {
  return rules.some(({ parameters }) => parameters.allowed_merge_methods?.includes('merge') === false);
}

function unhindered({ branch, rules }: BranchSeen): Inspection {
  const own = {
    protection: 'merge.unhindered',
    branch,
    ruleset: null,
    wanted: 'no rule that keeps the App from merging',
  };
  if (rules === null) return { ...own, status: 'unseen', seen: UNREAD };
  const hindering = rules.filter(({ type }) => type in IN_THE_WAY);
  if (hindering.length === 0) return { ...own, status: 'fine', seen: 'none' };
  const seen = hindering.map(({ type, ruleset }) => `\`${type}\` of ${ruleset}: ${IN_THE_WAY[type]}`).join('; ');
  return { ...own, status: 'wrong', seen, hinders: true };
}

function mergeCommits(allowed: boolean | null): Inspection {
  const own = {
    protection: 'merge.commits',
    branch: null,
    ruleset: null,
    wanted: 'a repository that allows merge commits',
  };
  if (allowed === null) return { ...own, status: 'unseen', seen: 'the setting was not in the answer' };
  if (allowed) return { ...own, status: 'fine', seen: 'allowed' };
  return { ...own, status: 'wrong', seen: 'not allowed', hinders: true };
}

function tell(passers: readonly Passer[]): string {
  return passers.map(({ who, mode }) => `${who} (${mode ?? 'how is not said'})`).join(', ');
}

function namesOf(rules: readonly RuleSeen[]): string {
  const [only, ...more] = rules;
  if (only !== undefined && more.length === 0) return `\`${only.ruleset}\``;
  return [...new Set(rules.map(({ ruleset }) => `\`${ruleset}\``))].join(', ');
}
