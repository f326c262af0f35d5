import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type Decision, readDecision } from '../../src/decision/decision.ts';
import { digestOf } from '../../src/digest/digest.ts';
import { bytesOf, codesOf, edited, fileText, problemsOf, valueIn } from './sample.ts';

const FILE = 'docs/examples/decisions/bpe-2026-014/r1-d1.yaml';
const MANIFEST = valueIn(readDecision(FILE, bytesOf(fileText(FILE)))).manifest;
const read = (...changes: Parameters<typeof edited>[1][]) => readDecision(FILE, edited(FILE, ...changes));
const codes = (...changes: Parameters<typeof edited>[1][]) => codesOf(read(...changes));
const line = (field: string) => {
  const found = fileText(FILE)
    .split('\n')
    .find((one) => one.startsWith(`${field}: `));
  if (found === undefined) throw new Error(`expected ${field} in the example`);
  return found;
};
/** The example with another value of one field, written as YAML. */
const withValue = (field: string, value: string) => codes([line(field), `${field}: ${value}`]);
const withKey = (key: string, value = 'approve') => codesOf(read(['rationale: |', `${key}: ${value}\nrationale: |`]));

/** How somebody might write that it is decided. */
const VERDICTS = [
  'approve',
  'approved',
  'Approved',
  'APPROVE',
  '"approve"',
  "'reject'",
  'reject',
  'rejected',
  'concluded',
  'final',
  'enacted',
  'granted',
  'exception-30d',
  'Proposed',
  'PROPOSED',
  '"proposed "',
  'рroposed',
  'аpprove',
  'ａｐｐｒｏｖｅ',
  'needs-changes',
  'true',
  'null',
  '1',
  '[proposed]',
  '[approve]',
  '{verdict: approve}',
  '{proposed: approve}',
  '',
];

describe('a decision', () => {
  it('states a proposal about one released revision, and binds the manifest of the release', () => {
    expect(valueIn(read())).toMatchObject({
      packet: 'bpe-2026-014',
      revision: 1,
      decision: 1,
      decision_kind: 'proposed',
      status: 'proposed',
      cross_signed: false,
      manifest: digestOf(JSON.parse(fileText('docs/examples/manifest.json'))),
    });
  });

  it('A29: has no status by its type but three that conclude nothing', () => {
    expectTypeOf<Decision['status']>().toEqualTypeOf<'proposed' | 'draft' | 'needs_changes'>();
    expectTypeOf<Decision['decision_kind']>().toEqualTypeOf<'proposed'>();
    expectTypeOf<Decision['cross_signed']>().toEqualTypeOf<false>();
    for (const status of ['proposed', 'draft', 'needs_changes']) expect(withValue('status', status)).toEqual([]);
  });

  it('A29: refuses every other status as a verdict that is not permitted', () => {
    for (const status of VERDICTS) expect(withValue('status', status), status).toEqual(['verdict-not-permitted']);
    expect(codes([`${line('status')}\n`, ''])).toEqual(['verdict-not-permitted']);
  });

  it('A29: refuses every other kind, and every claim that people signed it', () => {
    for (const value of VERDICTS.filter((value) => value !== '')) {
      expect(withValue('decision_kind', value), value).toEqual(['verdict-not-permitted']);
      expect(withValue('cross_signed', value), value).toEqual(['verdict-not-permitted']);
    }
    for (const value of ['True', 'TRUE', 'yes', 'no', '"false"', '0'])
      expect(withValue('cross_signed', value), value).not.toEqual([]);
  });

  it('A29: refuses a verdict under every key that reads as one, in any spelling', () => {
    const keys = [
      'verdict',
      'Verdict',
      'VERDICT',
      'final_verdict',
      'finalVerdict',
      '"ver dict"',
      'vеrdict',
      'vérdict',
      'ｖｅｒｄｉｃｔ',
      'outcome',
      'decided',
      'approved',
      'approved_by',
      'approval',
      'signatures',
      'cross-signed',
      'crossSigned',
      'signers',
      'conclusion',
      'Status',
      'decision-kind',
    ];
    for (const key of keys) expect(withKey(key), key).toEqual(['verdict-not-permitted']);
    expect(withKey('colour', 'red')).toEqual(['schema']);
  });

  it('L25: names a sealed manifest, or is refused for just that', () => {
    expect(codes([`${line('manifest')}\n`, ''])).toEqual(['manifest-missing']);
    for (const value of [
      '',
      'null',
      '~',
      'none',
      MANIFEST.slice(7),
      MANIFEST.toUpperCase(),
      `${MANIFEST}0`,
      '[]',
      'sha1:00',
    ])
      expect(withValue('manifest', value), value).toEqual(['manifest-missing']);
  });

  it('names the person who asks where an agent opened it', () => {
    const without = [`${line('requester')}\n`, ''] as const;
    expect(problemsOf(read(without))).toMatchObject([{ code: 'schema', hint: 'name the person who asks' }]);
    expect(codes(without, [line('author_kind'), 'author_kind: person'])).toEqual([]);
  });

  it('says where it is wrong and how to mend it, all in one go', () => {
    const wrong = read(
      [line('status'), 'status: approve'],
      [line('scope'), 'scope: production'],
      [`${line('manifest')}\n`, ''],
    );
    expect(problemsOf(wrong).map(({ code, line: at, hint }) => [code, at, hint === ''])).toEqual([
      ['manifest-missing', 3, false],
      ['verdict-not-permitted', 8, false],
      ['schema', 11, false],
    ]);
  });

  it('A29: whatever the bytes, is refused or a proposal', () => {
    const text = fileText(FILE);
    const pieces = fc.constantFrom(
      'approve',
      'reject',
      'verdict: approve\n',
      'true',
      '\n',
      ': ',
      '&a ',
      '*a',
      '!!bool ',
      '<<: ',
      '---\n',
      '# ',
    );
    const change = fc.record({ at: fc.nat(text.length), cut: fc.nat(30), put: fc.array(pieces, { maxLength: 4 }) });
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const changed = readDecision(FILE, bytesOf(text.slice(0, at) + put.join('') + text.slice(at + cut)));
        expect(changed.ok || changed.problems.length > 0).toBe(true);
        if (!changed.ok) return;
        expect(changed.value).toMatchObject({ decision_kind: 'proposed', cross_signed: false });
        expect(['proposed', 'draft', 'needs_changes']).toContain(changed.value.status);
      }),
      { numRuns: 1000 },
    );
  });
});
