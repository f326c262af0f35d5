import { describe, expect, it } from 'vitest';
import type { Claims } from '../../src/claims/claims.ts';
import type { DecisionRecord } from '../../src/claims/decision.ts';
import { codes, leaves, obstacles, outcome } from '../../src/finding/finding.ts';
import { judge } from '../../src/judge/proposal.ts';
import { rulesWith } from './claims.ts';
import { decidedWith, decision, record, signature } from './decided.ts';

const rules = rulesWith();
const found = (change: Partial<Claims> = {}, known: Partial<DecisionRecord> = {}) =>
  judge(decidedWith(change, known), rules);
const because = (change: Partial<Claims> = {}, known: Partial<DecisionRecord> = {}) =>
  obstacles(found(change, known)).map(({ rule, code }) => `${rule} ${code}`);
const filed = (change: Partial<typeof decision>) =>
  ({ decision: { known: { valid: true, facts: { ...decision, ...change } } } }) as const;
const released = (change: Partial<NonNullable<DecisionRecord['release']>>) => ({
  release: record.release && { ...record.release, ...change },
});

describe('a decision', () => {
  it('goes when two people signed one outcome and somebody who may asked to conclude it', () => {
    expect(because()).toEqual([]);
    expect(outcome(found())).toBe('go');
  });

  it.each<[string, Partial<Claims>, Partial<DecisionRecord>, string[]]>([
    ['a draft', filed({ status: 'draft' }), {}, ['status decision-draft', 'cross-signs cross-sign-missing']],
    [
      'one that needs changes',
      filed({ status: 'needs_changes' }),
      {},
      ['status decision-draft', 'cross-signs cross-sign-missing'],
    ],
    ['a machine that says it is a person', filed({ author_kind: 'person' }), {}, ['author-kind decision-invalid']],
    ['a scope that is not the council’s', filed({ scope: 'test' }), {}, ['scope approval-context-mismatch']],
    ['another manifest', filed({ manifest: `sha256:${'0'.repeat(64)}` }), {}, ['manifest manifest-unknown']],
    ['a number that is not the next', {}, { expected: 2 }, ['final decision-invalid']],
    ['an older pull request for it', {}, { doubles: [7] }, ['doubles proposal-not-eligible']],
    ['no requester where an agent opened it', filed({ requester: null }), {}, ['proposers signer-unresolved']],
    ['a release to another council', {}, released({ council: 'enterprise' }), ['release council-mismatch']],
    [
      'a seal that proves nothing',
      {},
      released({ manifest: { unknown: 'x', broken: true } }),
      ['manifest attestation-invalid'],
    ],
    [
      'other bytes than were released',
      {},
      released({ revision_digest: `sha256:${'1'.repeat(64)}` }),
      ['packet packet-digest-mismatch'],
    ],
    ['one signature', { signatures: { known: [signature('cyd', 1003)] } }, {}, ['cross-signs cross-sign-missing']],
    ['nobody who asked to conclude it', {}, { asked: null }, ['asked conclusion-missing']],
    [
      'a wish to conclude another outcome',
      {},
      { asked: record.asked && { ...record.asked, outcome: { verdict: 'reject' } } },
      ['asked conclusion-missing'],
    ],
    [
      'no code owner among those who signed',
      { owners: { copy: null, problems: [], accounts: [1005], lines: [] } },
      {},
      ['code-owners signer-not-owner'],
    ],
  ])('is held by %s', (_, change, known, expected) => {
    expect(because(change, known)).toEqual(expected);
    expect(outcome(found(change, known))).toBe('hold');
  });

  it.each<[string, Partial<Claims>, Partial<DecisionRecord>, string]>([
    ['its window is over', { at: '2026-11-29T09:00:00Z' }, {}, 'approval-expired'],
    ['the packet is withdrawn', {}, released({ withdrawn: true }), 'packet-withdrawn'],
    ['a later revision is released', {}, released({ superseded: 2 }), 'packet-superseded'],
    [
      'another pull request concluded it',
      {},
      { concluded: { entry: 60, pull: 9, outcome: { verdict: 'reject' } }, expected: 2 },
      'decision-final',
    ],
  ])('is denied for good when %s', (_, change, known, code) => {
    expect(outcome(found(change, known))).toBe('denied');
    expect(codes(found(change, known))[0]).toBe(code);
  });

  it('is held before its window opens, and decided in its first second', () => {
    expect(because({ at: '2026-11-22T08:59:59Z' })).toEqual(['window window-invalid']);
    expect(because({ at: '2026-11-22T09:00:00Z' })).toEqual([]);
    expect(because({ at: '2026-11-29T08:59:59Z' })).toEqual([]);
  });

  it('without a release is about nothing, and nothing that depends on one counts as met', () => {
    const finding = found({}, { release: null });
    expect(codes(finding)).toContain('packet-unreleased');
    const status = (wanted: string) => leaves(finding).find(({ rule }) => rule === wanted)?.status;
    for (const rule of ['manifest', 'packet', 'window', 'cross-signs']) expect(status(rule)).not.toBe('met');
  });

  it('is held while anything that it is judged by cannot be read', () => {
    const unknown = { unknown: 'GitHub did not answer' };
    for (const what of ['signatures', 'opinions', 'commands', 'packet', 'decision', 'history', 'ledger'] as const)
      expect([what, outcome(found({ [what]: unknown }))]).toEqual([what, 'hold']);
  });
});
