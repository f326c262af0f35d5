import { describe, expect, it } from 'vitest';
import { type ExceptionFacts, exceptionId, readExceptionId } from '../../src/exception/exception.ts';
import { isActive, standingAt } from '../../src/exception/state.ts';

const said = (entry: number) => ({ entry, at: '2026-11-22T09:00:00Z' });
const asked: ExceptionFacts = {
  packet: 'bpe-2026-014',
  revision: 2,
  option: 'exception-30d',
  council: 'release-integrity',
  requested: { ...said(5), digest: `sha256:${'1'.repeat(64)}` },
  released: null,
  ended: null,
  concluded: null,
  granted: null,
};
const released = { ...asked, released: { ...said(17), closes: '2026-11-29T09:00:00Z' } };
const approve = (entry: number, option = 'exception-30d', scope: 'test' | 'production' = 'production') => ({
  ...said(entry),
  outcome: { verdict: 'approve' as const, option },
  scope,
});
const grant = (changed: { expires?: string; re_review?: string; conclusion?: number } = {}) => ({
  ...said(32),
  conclusion: changed.conclusion ?? 31,
  endedBy: null,
  title: 'Approve one exception',
  requester: 'fay',
  signers: ['cyd', 'dan'],
  rationale: 'why',
  reach: {
    artifacts: [`sha256:${'2'.repeat(64)}` as const],
    waives: ['slsa-provenance' as const],
    lane: 'gold' as const,
    uses: 1,
    re_review: changed.re_review ?? '2026-12-10T00:00:00Z',
    controls: ['it is rebuilt'],
  },
  expires: changed.expires ?? '2026-12-22T00:00:00Z',
});
const granted = { ...released, concluded: approve(31), granted: grant() };
const state = (exception: ExceptionFacts, at = '2026-11-25T00:00:00Z') => standingAt(exception, at).state;

describe('the id of an exception', () => {
  it('is read back as the exception that it names, and nothing else is one', () => {
    expect(readExceptionId(exceptionId(asked))).toEqual({
      packet: 'bpe-2026-014',
      revision: 2,
      option: 'exception-30d',
    });
    for (const text of [
      ...['', 'bpe-2026-014', 'bpe-2026-014/r2', 'bpe-2026-014/r0/hold', 'bpe-2026-014/2/hold', 'b/r2/hold'],
      ...['bpe-2026-014/r2/Hold', 'bpe-2026-014/r2/hold/more', '../r2/hold', 'bpe-2026-014/r02/hold', '\u001b[31m'],
    ])
      expect(readExceptionId(text), text).toBeNull();
  });
});

describe('an exception', () => {
  it('is requested until it is released, and released until its council has concluded', () => {
    expect(state(asked)).toBe('requested');
    expect(state(released)).toBe('released');
    expect(state({ ...released, concluded: approve(31) })).toBe('released');
  });

  it('is granted, to be looked at again from its date on, and over at its expiry, to the second', () => {
    expect(state(granted, '2026-12-09T23:59:59Z')).toBe('granted');
    expect(state(granted, '2026-12-10T00:00:00Z')).toBe('expiring');
    expect(state(granted, '2026-12-21T23:59:59Z')).toBe('expiring');
    expect(state(granted, '2026-12-22T00:00:00Z')).toBe('expired');
  });

  it('is over where its expiry, or the instant, is none; and to be looked at again where that date is none', () => {
    for (const expires of ['', 'never', '2026-12-32T00:00:00Z', '2026-12-22'])
      expect(state({ ...granted, granted: grant({ expires }) }), expires).toBe('expired');
    for (const at of ['', 'soon', '2026-11-25']) expect(state(granted, at), at).toBe('expired');
    expect(state({ ...granted, granted: grant({ re_review: 'later' }) })).toBe('expiring');
  });

  it('is refused by a conclusion for anything else, by one that only practises, and where time ran out', () => {
    expect(state({ ...released, concluded: approve(31, 'hold') })).toBe('refused');
    expect(
      state({ ...released, concluded: { ...said(31), outcome: { verdict: 'reject' }, scope: 'production' } }),
    ).toBe('refused');
    expect(state({ ...released, concluded: approve(31, 'exception-30d', 'test') })).toBe('refused');
    expect(state(released, '2026-11-29T08:59:59Z')).toBe('released');
    expect(state(released, '2026-11-29T09:00:00Z')).toBe('refused');
    expect(state(released, '')).toBe('refused');
  });

  it('ends with its revision, unless its council had concluded', () => {
    for (const how of ['superseded', 'denied', 'withdrawn'] as const) {
      expect(state({ ...asked, ended: { ...said(8), how } })).toBe('refused');
      expect(state({ ...released, ended: { ...said(20), how } })).toBe('refused');
    }
  });

  it('does not begin once its packet was withdrawn, though it was concluded', () => {
    const ended = { ...said(33), how: 'withdrawn' as const };
    expect(state({ ...released, concluded: approve(31), ended })).toBe('refused');
  });

  it('ends with a later conclusion for something else, also where an earlier one is granted after that', () => {
    expect(state({ ...granted, concluded: approve(40, 'hold') })).toBe('refused');
    expect(state({ ...granted, concluded: approve(40) })).toBe('granted');
    expect(state({ ...granted, concluded: approve(50), granted: { ...grant(), endedBy: 40 } })).toBe('released');
    const late = { ...granted, concluded: approve(40, 'hold'), granted: { ...grant({ conclusion: 31 }), entry: 41 } };
    expect(state(late)).toBe('refused');
  });

  it('is in effect while it is granted or expiring, and in no other state', () => {
    const stands = (exception: ExceptionFacts, at?: string) =>
      isActive(standingAt(exception, at ?? '2026-11-25T00:00:00Z'));
    expect([stands(granted), stands(granted, '2026-12-12T00:00:00Z')]).toEqual([true, true]);
    const others = [asked, released, { ...released, concluded: approve(31, 'hold') }];
    expect([...others.map((one) => stands(one)), stands(granted, '2027-01-01T00:00:00Z')]).not.toContain(true);
  });
});
