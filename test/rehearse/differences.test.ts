import { describe, expect, it } from 'vitest';
import { exitCodeOf, rehearse } from '../../src/rehearse/rehearse.ts';

const OPEN = 'open: {pull: ask, by: packet-agent}';
const APPROVED = ['review: {pull: ask, by: ann, state: approve}', 'review: {pull: ask, by: ben, state: approve}'];
const played = async (steps: readonly string[], never = 'never: [release]') => {
  const text = `schema: governance.v1.Rehearsal\ntitle: Example\n${never}\nsteps:\n${steps.map((step) => `  - ${step}\n`).join('')}`;
  const outcome = await rehearse('r.yaml', Buffer.from(text));
  const differences =
    outcome.outcome === 'not-as-expected'
      ? outcome.differences.map(({ line, expected, seen }) => `${line}: expected ${expected}, seen ${seen}`)
      : [];
  return { code: exitCodeOf([outcome]), differences, outcome };
};

describe('what is not as expected is told at the line of its step', () => {
  it.each<[what: string, steps: string[], difference: string]>([
    ['a finding', [OPEN, 'expect: {pull: ask, finding: go}'], '6: expected finding go, seen hold'],
    [
      'codes',
      [OPEN, 'expect: {pull: ask, codes: [approval-stale]}'],
      '6: expected codes approval-stale, seen approval-missing',
    ],
    [
      'a code beside others',
      [OPEN, 'expect: {pull: ask, has: [approval-stale]}'],
      '6: expected code approval-stale among others',
    ],
    ['the page', [OPEN, 'expect: {pull: ask, page: thank you}'], '6: expected a page that contains `thank you`'],
    [
      'the record',
      [OPEN, 'expect: {ledger: [head-seen]}'],
      '6: expected ledger head-seen, seen council-seen, council-seen, head-seen',
    ],
    ['an entry', [OPEN, 'expect: {entries: [released]}'], '6: expected the entry `released` in this order'],
    [
      'whether it is recorded',
      [OPEN, 'expect: {pull: ask, finding: hold, recorded: false}'],
      '6: expected recorded false, seen true',
    ],
    ['deliveries', [OPEN, 'expect: {deliveries: 1}'], '6: expected deliveries 1, seen 0'],
    ['writes', [OPEN, 'expect: {writes: 0}'], '6: expected writes 0, seen 4'],
    [
      'a refusal that nobody expects',
      [OPEN, 'review: {pull: ask, by: packet-agent, state: approve}'],
      '6: expected GitHub to take it, seen 422',
    ],
    [
      'a refusal that does not come',
      [OPEN, 'expect: {refused: {status: 422}}'],
      '6: expected GitHub to refuse with 422',
    ],
    [
      'the answer to a webhook',
      ['post: {event: push, signature: none, status: 202}'],
      '5: expected the bot to answer 202, seen 401',
    ],
    [
      'a step that cannot be played',
      [OPEN, 'dismiss: {pull: ask, of: ann, by: ben}'],
      '6: expected a step that can be played, seen `ann` did not review `ask`',
    ],
    [
      'a crash that does not come',
      [OPEN, 'crash: {before: merge}'],
      '6: expected the bot to make the write `merge`, seen no such write',
    ],
  ])('%s', async (_, steps, difference) => {
    const { code, differences } = await played(steps);
    expect(differences.join('\n')).toContain(difference);
    expect(code).toBe(1);
  });

  it('what must never happen', async () => {
    const { differences } = await played([OPEN, ...APPROVED], 'never: [seal, merge, deliver, release]');
    expect(differences).toHaveLength(4);
    expect(differences[0]).toMatch(/^1: expected never: seal, seen \d times$/);
  });

  it('what an outsider finds when all is over: a ledger that somebody else wrote to', async () => {
    const forged = 'forge: {commit: {branch: ledger, by: admin, paths: {entries/0000/00000099.json: "{}"}}}';
    const { differences } = await played([OPEN, forged]);
    expect(differences.join('\n')).toContain('1: expected a ledger that verifies on a clone');
  });
});

describe('the exit code', () => {
  it('is 0 when all is as expected', async () => {
    expect((await played([OPEN, 'expect: {pull: ask, finding: hold}'])).code).toBe(0);
  });

  it('is 2 when a file is wrong, or not there', async () => {
    expect((await played(['jump: {}'])).code).toBe(2);
    expect(exitCodeOf([await rehearse('none.yaml', undefined)])).toBe(2);
  });
});
