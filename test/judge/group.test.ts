import { describe, expect, it } from 'vitest';
import { all, codes, outcome } from '../../src/finding/finding.ts';
import { met, unmet } from '../../src/judge/case.ts';
import { type Folded, judgeGroup } from '../../src/judge/group.ts';
import { NO_FACTS } from '../../src/ledger/facts.ts';
import { foldsOf, type GroupSeen } from '../../src/verify/group.ts';
import { claimsWith, HEAD } from './claims.ts';

const [MAIN, MERGE, TREE] = ['d'.repeat(40), 'e'.repeat(40), 'f'.repeat(40)];
const step = { commit: MERGE, parents: [MAIN, HEAD], tree: TREE, mergedTree: TREE };
const group = (change: Partial<GroupSeen> = {}): GroupSeen => ({
  repository: { owner: 'acme', repo: 'governance' },
  main: MAIN,
  steps: { read: { known: MAIN, tip: MERGE, steps: [step], joins: true } },
  ledger: NO_FACTS,
  ...change,
});
const rules = claimsWith();
const claims = { ...rules, pull: { ...rules.pull, base: 'main' }, ledger: { unknown: 'of no matter here' } };
const go = all('policy-change', [met('persons', 'two', 'two')]);
const held = all('policy-change', [
  unmet('persons', 'approval-missing', { wanted: 'two', seen: 'one', mend: 'approve' }),
]);
const folded = (change: Partial<Folded> = {}): Folded => ({
  step,
  pull: 7,
  judged: { claims, finding: go },
  ...change,
});

describe('a merge group', () => {
  it('is a go when every pull request in it passes as its very head', () => {
    expect(outcome(judgeGroup(group(), [folded()]))).toBe('go');
  });

  it.each<[string, GroupSeen, Folded[]]>([
    ['empty', group({ steps: { read: { known: MAIN, tip: MAIN, steps: [], joins: true } } }), []],
    ['not on main', group({ steps: { read: { known: MAIN, tip: MERGE, steps: [step], joins: false } } }), [folded()]],
    ['with one that cannot be told', group(), [folded(), folded({ pull: null, judged: null })]],
    ['with one that is held', group(), [folded({ judged: { claims, finding: held } })]],
    ['with a packet', group(), [folded({ judged: { claims: claimsWith(), finding: go } })]],
    ['with another head', group(), [folded({ step: { ...step, parents: [MAIN, MAIN] } })]],
    ['with something that differs from the head', group(), [folded({ step: { ...step, tree: MAIN } })]],
  ])('is none when it is %s', (_, seen, those) => {
    expect(outcome(judgeGroup(seen, those))).toBe('hold');
    expect(codes(judgeGroup(seen, those))).toEqual(['merge-refused']);
  });

  it('is undetermined when it cannot be read', () => {
    expect(judgeGroup(group({ steps: { unread: 'no answer' } }), []).status).toBe('undetermined');
  });

  it('tells no pull request by a head that the ledger has not seen', () => {
    expect(foldsOf(group())).toEqual([{ step, pull: null }]);
  });
});
