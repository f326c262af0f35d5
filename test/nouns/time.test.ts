import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, durationMs, plus } from '../../src/time/duration.ts';
import { compareInstants, instant, instantOf, inWindow, isInstant, msOf } from '../../src/time/instant.ts';

describe('an instant', () => {
  it('D04: is a real date and time in UTC with whole seconds before the year 9999, and nothing else', () => {
    expect(isInstant('2026-11-22T09:00:00Z')).toBe(true);
    expect(isInstant('2028-02-29T23:59:59Z')).toBe(true);
    const others = [
      '2026-12-1',
      '12/01/2026',
      '2026-12-01',
      '2026-12-01T10:00',
      '2026-12-01T10:00Z',
      '2026-12-01T10:00:00',
      '2026-12-01T10:00:00z',
      '2026-12-01 10:00:00Z',
      '2026-12-01T10:00:00+00:00',
      '2026-12-01T10:00:00.000Z',
      '2026-02-30T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-12-01T24:00:00Z',
      '2026-12-01T10:60:00Z',
      '2016-12-31T23:59:60Z',
      '9999-01-01T00:00:00Z',
      '+012026-12-01T10:00:00Z',
      '1796119200',
      '２026-12-01T10:00:00Z',
      '2026-12-01T10:00:00Z\n',
      '',
    ];
    expect(others.filter((text) => isInstant(text) || instant.safeParse(text).success)).toEqual([]);
  });

  it('sorts as text in the order of time, and comes back from its milliseconds', () => {
    const ms = fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9998, 11, 31) });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [first, second] = [instantOf(a) ?? '', instantOf(b) ?? ''];
        expect(msOf(first)).toBe(Math.floor(a / 1000) * 1000);
        expect(Math.sign(compareInstants(first, second))).toBe(first < second ? -1 : first > second ? 1 : 0);
      }),
    );
  });

  it('is never made from what is no time', () => {
    expect([Number.NaN, Infinity, -Infinity, 1e20, Date.UTC(9999, 0)].map(instantOf)).toEqual(Array(5).fill(undefined));
  });

  it('compares with nothing when it is malformed: no such comparison is true', () => {
    expect(compareInstants('soon', '2026-11-22T09:00:00Z') <= 0).toBe(false);
    expect(compareInstants('soon', '2026-11-22T09:00:00Z') >= 0).toBe(false);
  });
});

describe('a window', () => {
  const window = { opens: '2026-11-22T09:00:00Z', closes: '2026-11-29T09:00:00Z' };

  it('D01: holds its first instant and not its last', () => {
    expect(inWindow(window, '2026-11-22T08:59:59Z')).toBe(false);
    expect(inWindow(window, '2026-11-22T09:00:00Z')).toBe(true);
    expect(inWindow(window, '2026-11-29T08:59:59Z')).toBe(true);
    expect(inWindow(window, '2026-11-29T09:00:00Z')).toBe(false);
  });

  it('holds nothing when one of its ends is malformed', () => {
    expect(inWindow({ ...window, closes: '2026-12-1' }, '2026-11-23T00:00:00Z')).toBe(false);
    expect(inWindow({ ...window, opens: '' }, '2026-11-23T00:00:00Z')).toBe(false);
  });
});

describe('a duration', () => {
  it('is made of days, hours and minutes', () => {
    expect(durationMs('P14D')).toBe(14 * 86_400_000);
    expect(durationMs('PT1H')).toBe(3_600_000);
    expect(durationMs('P1DT12H30M')).toBe(86_400_000 + 12 * 3_600_000 + 30 * 60_000);
  });

  it('is nothing else: no months, no seconds, no sign, no fraction, not nothing', () => {
    const others = [
      '',
      'P',
      'PT',
      'P1DT',
      'P0D',
      'PT0M',
      'P1M',
      'P1Y',
      'P2W',
      'PT5S',
      '-P1D',
      'P-1D',
      'P1.5D',
      'p1d',
      '1D',
      'P10000D',
      'PT1M1H',
    ];
    expect(others.filter((text) => !Number.isNaN(durationMs(text)) || duration.safeParse(text).success)).toEqual([]);
  });

  it('is added to an instant, up to the last year', () => {
    expect(plus('2028-02-28T23:30:00Z', 'PT45M')).toBe('2028-02-29T00:15:00Z');
    expect(plus('9998-12-31T00:00:00Z', 'P2D')).toBeUndefined();
    expect(plus('2026-02-30T00:00:00Z', 'P1D')).toBeUndefined();
  });
});
