import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/ledger/entry.ts';
import { type MainStep, mainClaim } from '../../src/verify/main.ts';
import { oid, recorded } from './record.ts';

const approvers = [
  { person: 'ann', account: 1001, review: 1 },
  { person: 'ben', account: 1002, review: 2 },
];
const passed = (pull: number, head: string, base: string): Draft => ({
  kind: 'policy-passed',
  body: { pull, head, base, approvers },
});
const [known, head, merge] = [oid('0'), oid('a'), oid('b')];
const step = (change: Partial<MainStep> = {}): MainStep => ({
  commit: merge,
  parents: [known, head],
  tree: oid('7'),
  mergedTree: oid('7'),
  ...change,
});
const claim = (steps: MainStep[], drafts: Draft[] = [passed(5, head, known)], joins = true) =>
  mainClaim({ known, tip: steps.at(-1)?.commit ?? known, steps, joins }, recorded(...drafts));

describe('main', () => {
  it('is known where nothing is new', () => {
    expect(claim([])).toEqual({ known, tip: known, merges: [], strange: null });
  });

  it('follows merges of heads that passed, each on the tip before it', () => {
    expect(claim([step()])).toMatchObject({ merges: [{ commit: merge, pull: 5, head }], strange: null });
    const next = step({ commit: oid('d'), parents: [merge, oid('c')] });
    const drafts = [passed(5, head, known), passed(6, oid('c'), merge)];
    expect(claim([step(), next], drafts)).toMatchObject({ merges: [{ pull: 5 }, { pull: 6 }], strange: null });
  });

  it.each<[string, MainStep, RegExp]>([
    ['a push', step({ parents: [known], mergedTree: null }), /no merge: if it is #5/],
    ['a merge of three', step({ parents: [known, head, oid('c')] }), /more than one head/],
    ['a merge of another head', step({ parents: [known, oid('c')] }), /did not pass on the tip before it/],
    ['a merge onto another tip', step({ parents: [oid('9'), head] }), /did not pass on the tip before it/],
    ['a merge that brought more', step({ tree: oid('8') }), /differs from/],
  ])('is strange by %s', (_, strange, why) => {
    const found = claim([strange]);
    expect(found.strange?.why).toMatch(why);
    expect(found.merges).toEqual([]);
  });

  it('is strange by a push where nothing passed', () => {
    expect(claim([step({ parents: [known], mergedTree: null })], []).strange?.why).toMatch(/not merged from/);
  });

  it('is strange where history no longer leads to the known tip, also with nothing but passed heads in it', () => {
    expect(claim([step()], undefined, false).strange?.why).toMatch(/no line of first parents/);
  });

  it('is strange by a change that passed once, and was held since', () => {
    const held: Draft = {
      kind: 'hold',
      body: {
        pull: 5,
        head,
        packet: null,
        revision: null,
        digest: null,
        codes: ['approval-withdrawn'],
        claims: `sha256:${'1'.repeat(64)}`,
      },
    };
    expect(claim([step()], [passed(5, head, known), held]).strange).not.toBeNull();
  });
});
