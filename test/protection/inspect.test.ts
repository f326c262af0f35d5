import { describe, expect, it } from 'vitest';
import { inspectClassic } from '../../src/protection/classic.ts';
import { inspect } from '../../src/protection/inspect.ts';
import { type BranchKind, NEEDED } from '../../src/protection/needed.ts';
import type { BranchSeen, Passer, ProtectionSeen, RuleSeen } from '../../src/protection/seen.ts';
import { neededRules } from './rules.ts';

const KINDS = ['main', 'council', 'lanes', 'ledger'] as const;
const APP: Passer = { app: 77, who: 'this App', mode: 'always' };
const ADMINS: Passer = { app: null, who: 'administrators', mode: 'always' };

/** Everything as needed and shown, but for what `change` makes of the rules of one kind of branch. */
function seen(
  kind: BranchKind = 'main',
  change: (rules: RuleSeen[]) => RuleSeen[] | null = (rules) => rules,
): ProtectionSeen {
  const branches = KINDS.map((one): BranchSeen => {
    const rules = neededRules(one, 'bypass shown');
    return { branch: one, kind: one, rules: one === kind ? change(rules) : rules };
  });
  return { app: 77, excused: null, branches, merge_commits: true };
}
const not = (status: 'fine' | 'wrong' | 'unseen', of: ProtectionSeen) =>
  inspect(of)
    .filter((one) => one.status === status)
    .map(({ branch, protection }) => `${branch ?? 'repository'} ${protection}`);
const others = (of: ProtectionSeen) => [...not('wrong', of), ...not('unseen', of)];
const of = (ruleset: string, type: string) => (rule: RuleSeen) => rule.ruleset === ruleset && rule.type === type;

describe('the table', () => {
  it('is satisfied by the rulesets that are made from it', () => {
    expect(others(seen())).toEqual([]);
  });

  it('misses each rule that is taken away, of whichever branch', () => {
    for (const kind of KINDS) {
      for (const { type } of neededRules(kind)) {
        const missed = not(
          'wrong',
          seen(kind, (rules) => rules.filter((rule) => rule.type !== type)),
        );
        expect(missed.some((one) => one.startsWith(`${kind} `) && one.includes(`.${type}`))).toBe(true);
      }
    }
  });

  it('gives each protection a name of its own on each branch', () => {
    const names = inspect(seen()).map(({ branch, protection }) => `${branch} ${protection}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, on } of NEEDED)
      for (const kind of on) expect(names.some((one) => one.startsWith(`${kind} ${name}.`))).toBe(true);
  });
});

describe('several rulesets on one branch', () => {
  const weak: RuleSeen = {
    type: 'pull_request',
    ruleset: 'of the organization',
    parameters: {
      required_approving_review_count: 1,
      require_code_owner_review: false,
      allowed_merge_methods: ['merge'],
    },
    passers: [ADMINS],
  };

  it('are as strong as the strongest of them', () => {
    expect(others(seen('main', (rules) => [weak, ...rules]))).toEqual([]);
  });

  it('are no stronger than what nobody passes over', () => {
    const passed = (rules: RuleSeen[]) =>
      rules.map((rule) => (rule.type === 'deletion' ? { ...rule, passers: [ADMINS] } : rule));
    expect(not('wrong', seen('main', passed))).toEqual(['main main.bypass']);
    const beside = (rules: RuleSeen[]) => [...passed(rules), { ...weak, type: 'deletion', passers: [] }];
    expect(others(seen('main', beside))).toEqual([]);
  });

  it('keep the App out where one of them does not let it pass', () => {
    const another = (rules: RuleSeen[]) => [...rules, { type: 'update', ruleset: 'x', parameters: {}, passers: [] }];
    expect(not('wrong', seen('ledger', another))).toEqual(['ledger lock.app']);
  });
});

describe('who passes', () => {
  it.each<[string, Passer[], string[]]>([
    ['another App', [APP, { app: 78, who: 'another', mode: 'always' }], ['ledger lock.bypass']],
    ['administrators, by pull request only', [APP, { ...ADMINS, mode: 'pull_request' }], ['ledger lock.bypass']],
    ['the App by pull request only', [{ ...APP, mode: 'pull_request' }], ['ledger lock.app']],
    ['the App without a trace', [{ ...APP, mode: 'exempt' }], ['ledger lock.app']],
    ['nobody', [], ['ledger lock.app']],
  ])('over the lock: %s', (_, passers, wrong) => {
    const lock = (rules: RuleSeen[]) => rules.map((rule) => (rule.ruleset === 'lock' ? { ...rule, passers } : rule));
    expect(not('wrong', seen('ledger', lock))).toEqual(wrong);
  });

  it('over a floor: the App neither, whose key may be stolen', () => {
    const floor = (rules: RuleSeen[]) =>
      rules.map((rule) => (rule.ruleset === 'floor' ? { ...rule, passers: [APP] } : rule));
    expect(not('wrong', seen('ledger', floor))).toEqual(['ledger floor.bypass']);
  });

  it('is not known where the mode is not said', () => {
    const lock = (rules: RuleSeen[]) =>
      rules.map((rule) => (rule.ruleset === 'lock' ? { ...rule, passers: [{ ...APP, mode: null }] } : rule));
    expect(not('unseen', seen('ledger', lock))).toEqual(['ledger lock.app']);
  });
});

describe('what was not shown', () => {
  it('is unseen: the rules of a branch', () => {
    const unseen = not(
      'unseen',
      seen('council', () => null),
    );
    expect(unseen).toContain('council councils.pull_request.require_code_owner_review');
    expect(
      not(
        'fine',
        seen('council', () => null),
      ).some((one) => one.startsWith('council ')),
    ).toBe(false);
  });

  it('is unseen: the settings of the repository', () => {
    expect(others({ ...seen(), merge_commits: null })).toEqual(['repository merge.commits']);
  });
});

describe('what is in the way of a merge', () => {
  it.each(['required_linear_history', 'merge_queue'])('%s', (type) => {
    const added = (rules: RuleSeen[]) => [...rules, { type, ruleset: 'x', parameters: {}, passers: [] }];
    const inspections = inspect(seen('council', added)).filter(({ status }) => status !== 'fine');
    expect(inspections).toMatchObject([{ protection: 'merge.unhindered', status: 'wrong', hinders: true }]);
  });

  it('merge commits that a rule leaves out: that hinders; another method beside them: that is weaker', () => {
    const methods = (...allowed_merge_methods: string[]) =>
      inspect(
        seen('council', (rules) =>
          rules.map((rule) =>
            of('councils', 'pull_request')(rule)
              ? { ...rule, parameters: { ...rule.parameters, allowed_merge_methods } }
              : rule,
          ),
        ),
      ).find(({ protection }) => protection === 'councils.pull_request.allowed_merge_methods');
    expect(methods('squash')).toMatchObject({ status: 'wrong', hinders: true });
    expect(methods('merge', 'squash')).toMatchObject({ status: 'wrong' });
    expect(methods('merge', 'squash')).not.toHaveProperty('hinders');
    expect(methods()).toMatchObject({ status: 'wrong' });
  });

  it('classic protection that locks, wants a linear history or lets the App not push', () => {
    const rule = { linearHistory: false, locked: false, restrictedTo: null };
    const status = (change: object, app: number | null = 77) =>
      inspectClassic({ branch: 'ledger', rule: { ...rule, ...change } }, app).status;
    expect([status({}), status({ restrictedTo: [77] })]).toEqual(['fine', 'fine']);
    expect([status({ locked: true }), status({ linearHistory: true }), status({ restrictedTo: [] })]).toEqual(
      Array(3).fill('wrong'),
    );
    expect([status({ locked: null }), status({ restrictedTo: [] }, null)]).toEqual(['unseen', 'unseen']);
    expect(inspectClassic({ branch: 'ledger', rule: null }, 77).status).toBe('unseen');
    expect(inspectClassic({ branch: 'ledger', rule: 'none' }, 77).status).toBe('fine');
  });
});
