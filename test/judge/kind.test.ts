import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/claims/kind.ts';
import { claimsWith, ledger } from './claims.ts';
import { record } from './decided.ts';

const unread = { unknown: 'GitHub did not answer' } as const;
const kind = (change: Parameters<typeof claimsWith>[0]) => kindOf(claimsWith(change));

describe('what a pull request proposes', () => {
  it('is told by what it changes', () => {
    expect(kind({})).toBe('packet');
    expect(kind({ change: { known: { kind: 'decision', packet: 'bpe-2026-014' } } })).toBe('decision');
    expect(kind({ change: { known: { kind: 'sync', codeowners: null, touched: [] } } })).toBe('sync');
    expect(kind({ change: { known: { kind: 'other', touched: ['x'] } } })).toBe('packet');
  });

  it('stays what the ledger saw at this head while its change cannot be read', () => {
    const seen = { known: { ...ledger, decision: record } };
    expect(kind({ change: unread, ledger: seen })).toBe('decision');
    expect(kind({ change: unread })).toBe('packet');
    const { decision: _, ...older } = ledger;
    expect(kindOf({ ...claimsWith({ change: unread }), ledger: { known: Object.assign(older) } })).toBe('packet');
  });

  it('is other rules wherever it goes to main, whatever it changes', () => {
    const { pull } = claimsWith();
    const toMain = { pull: { ...pull, base: 'main' }, ledger: { known: { ...ledger, first_base: null } } };
    expect(kind({ ...toMain, change: { known: { kind: 'decision', packet: 'bpe-2026-014' } } })).toBe('policy');
    expect(kind({ pull: { ...pull, base: 'main' } })).toBe('packet');
  });
});
