import { describe, expect, it } from 'vitest';
import { intentTitled, NO_RUNS_ASKED, nextRun, type Run, type RunsAsked, runTitle } from '../../src/plan/run.ts';

const AT = '2026-11-22T09:10:00Z';
const run = (id: number, status: string, conclusion: string | null = null, changedAt = AT): Run => {
  return { id, url: 'https://github.com', status, conclusion, changedAt };
};
const next = (runs: readonly Run[], asked: Partial<RunsAsked> = {}, mine = true) =>
  nextRun(runs, { ...NO_RUNS_ASKED, ...asked }, { at: AT, mine });

describe('a run of the sealing workflow', () => {
  it('is asked for once there is none, by the holder of the intent alone', () => {
    expect(next([])).toBe('ask');
    expect(next([], {}, false)).toBe('wait');
  });

  it.each(['queued', 'in_progress', 'waiting', 'requested', 'pending', 'unknown'])(
    'is waited for while it is %s',
    (status) => {
      expect(next([run(7, status)])).toBe('wait');
      // Also when a run is started again under its number, after one that ended later.
      expect(next([run(8, 'completed', 'failure'), run(7, status)], { ended: 8 })).toBe('wait');
    },
  );

  it('is not asked for again before GitHub had the time to list it', () => {
    expect(next([], { at: '2026-11-22T09:08:01Z' })).toBe('wait');
    expect(next([], { at: '2026-11-22T09:08:00Z' })).toBe('ask');
    expect(next([run(7, 'completed', 'failure')], { at: '2026-11-22T09:09:59Z', ended: 7 })).toBe('wait');
  });

  it('is told of when it has ended, the newest once, and then asked for again', () => {
    const ended = run(9, 'completed', 'failure');
    expect(next([run(7, 'completed', 'cancelled'), ended])).toEqual({ ended });
    expect(next([ended], { at: '2026-11-22T09:09:59Z', ended: 7 })).toEqual({ ended });
    expect(next([ended], { ended: 9 })).toBe('ask');
    expect(next([ended], {}, false)).toEqual({ ended });
    expect(next([ended], { ended: 9 }, false)).toBe('wait');
  });

  it('may have left a seal that is not listed yet, if it ended well just now', () => {
    expect(next([run(7, 'completed', 'success', '2026-11-22T09:08:01Z')])).toBe('wait');
    const ended = run(7, 'completed', 'success', '2026-11-22T09:08:00Z');
    expect(next([ended])).toEqual({ ended });
  });

  it('is known by its title', () => {
    expect(intentTitled(runTitle(41))).toBe(41);
    for (const other of ['seal', 'seal 41 ', 'seal -1', 'Seal 41', 'seal 12345678901'])
      expect(intentTitled(other)).toBe(null);
  });
});
