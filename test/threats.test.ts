import { describe, expect, it } from 'vitest';
import { type Catalogue, readCatalogue } from '../.ci/threats/catalogue.ts';
import { pageOf } from '../.ci/threats/page.ts';
import { problemsOf } from '../.ci/threats/problems.ts';
import type { Showing } from '../.ci/threats/showing.ts';
import { tested } from '../.ci/threats/tested.ts';

const catalogue = (text: string): Catalogue => readCatalogue(Buffer.from(text));
const listed = catalogue(`
A:
  about: Approvals
  A01: {tried: A push, ends: held, codes: [approval-stale]}
`);
const rehearsal = (finding: string, threats = ['A01']): Showing => {
  const codes = new Set(['approval-stale'] as const);
  return {
    threats,
    title: 'A push holds',
    path: 'test/rehearsals/x.yaml',
    codes,
    findings: new Map([[finding, codes]]),
  };
};

/** Written with another sign, or this file would be taken at its word. */
const FILE = `
describe('an approval', () => {
  it('§01: is stale after a push', () => {
    // not approval-missing
    expect(codes()).toEqual(['approval-stale']);
  });

  it.each([
    ['§02: nothing', none, 'approval-missing'],
    [
      '§03, §04: two lines',
      ['packet-invalid'],
    ],
  ])('is held: %s', (_, change, code) => {
    expect(judged(change)).toEqual(['event-rejected']);
  });

  it('is nobody\\'s', () => expect('base-changed'));
});
`.replaceAll('§', 'A');

describe('the page of threats', () => {
  it('knows what a test asserts by the lines of it, and of what is done with its row', () => {
    const found = tested('test/x.test.ts', FILE).map(({ threats, title, codes }) => [threats.join(), title, ...codes]);
    expect(found).toEqual([
      ['A01', 'an approval is stale after a push', 'approval-stale'],
      ['A02', 'an approval: nothing', 'approval-missing', 'event-rejected'],
      ['A03,A04', 'an approval: two lines', 'packet-invalid', 'event-rejected'],
    ]);
  });

  it('fails where a threat is shown by nothing, or not with its code, or not as the finding that it promises', () => {
    expect(problemsOf(listed, [rehearsal('hold')])).toEqual([]);
    expect(problemsOf(listed, [])).toEqual(['A01 is shown by no rehearsal and no test']);
    expect(problemsOf(listed, [rehearsal('denied')])).toEqual(['A01: no rehearsal of it is held with approval-stale']);
    const silent = { ...rehearsal('hold'), codes: new Set<never>(), findings: null };
    expect(problemsOf(listed, [silent])).toEqual(['A01: no test of it asserts approval-stale']);
  });

  it('fails where a test names what nobody listed', () => {
    expect(problemsOf(listed, [rehearsal('hold', ['A01', 'A99'])])).toEqual([
      'test/rehearsals/x.yaml names A99, which test/threats.yaml does not know',
    ]);
  });

  it('takes no list in which an id is of another family, or an outcome is none', () => {
    expect(() => catalogue('A: {about: x, B01: {tried: y, ends: unchanged}}')).toThrow('family A, seen B01');
    expect(() => catalogue('A: {about: x, A01: {tried: y, ends: fine}}')).toThrow();
  });

  it('links what shows a threat, with nothing of a title taken for markup', () => {
    const page = pageOf(listed, [{ ...rehearsal('hold'), title: 'A [push] | `holds`' }]);
    expect(page).toContain(
      '| A01 | A push | Held: `approval-stale`. | [A \\[push\\] \\| \\`holds\\`](../test/rehearsals/x.yaml) |',
    );
  });
});
