import { describe, expect, it } from 'vitest';
import { codes, type Leaf, leaves, outcome } from '../../src/finding/finding.ts';
import { judgePacket } from '../../src/judge/packet.ts';
import type { BranchSeen, ProtectionSeen } from '../../src/protection/seen.ts';
import { claimsWith, protectionWith, rulesWith } from './claims.ts';

const rules = rulesWith();

function judged(protection: ProtectionSeen): { outcome: string; codes: readonly string[]; leaf: Leaf | undefined } {
  const finding = judgePacket(claimsWith({ protection: { known: protection } }), rules);
  const leaf = leaves(finding).find(({ rule }) => rule === 'protection');
  return { outcome: outcome(finding), codes: codes(finding), leaf };
}
const branches = (change: (branch: BranchSeen) => Partial<BranchSeen>) =>
  protectionWith().branches.map((branch) => ({ ...branch, ...change(branch) }));

describe('the rule `protection`', () => {
  it('is met by what an App is shown, and says what it is not shown, once for all branches', () => {
    const { outcome, leaf } = judged(protectionWith());
    expect(outcome).toBe('go');
    expect(leaf?.unjudged).toEqual([
      'who may pass over main was not in the answer (main)',
      'who may pass over lock was not in the answer (council/release-integrity, ledger)',
      'who may pass over floor was not in the answer (council/release-integrity, ledger)',
      'who may pass over councils was not in the answer (council/release-integrity)',
    ]);
  });

  it.each(['main', 'council', 'ledger'] as const)('holds while the rules of %s are not in the answer', (kind) => {
    const unread = branches((branch) => (branch.kind === kind ? { rules: null } : {}));
    expect(judged(protectionWith({ branches: unread }))).toMatchObject({
      outcome: 'hold',
      codes: ['protection-unseen'],
    });
  });

  it.each(['main', 'council', 'ledger'] as const)('holds where nobody looked at %s at all', (kind) => {
    const left = protectionWith().branches.filter((branch) => branch.kind !== kind);
    expect(judged(protectionWith({ branches: left })).outcome).toBe('hold');
  });

  it('holds where what is seen is weaker, however much else was not seen', () => {
    const weaker = branches(({ kind, rules }) => {
      if (kind === 'main') return { rules: null };
      return kind === 'ledger' ? { rules: rules?.filter(({ type }) => type !== 'non_fast_forward') ?? null } : {};
    });
    const { codes, leaf } = judged(protectionWith({ branches: weaker }));
    expect(codes).toEqual(['protection-drift']);
    expect(leaf).toMatchObject({ seen: 'no active rule `non_fast_forward` (ledger)' });
  });

  it('leaves what a job is not shown to the App, by name, and still holds by what the job is shown', () => {
    const excused = 'a job is no App';
    const blind = protectionWith({
      app: null,
      excused,
      merge_commits: null,
      branches: branches(() => ({ rules: null })),
    });
    expect(judged(blind)).toMatchObject({ outcome: 'go', leaf: { status: 'notApplicable', seen: excused } });
    const half = judged(protectionWith({ app: null, excused }));
    expect(half.outcome).toBe('go');
    expect(half.leaf?.unjudged?.every((what) => what.endsWith(`: ${excused}`))).toBe(true);
    const weaker = branches(({ kind }) => (kind === 'ledger' ? { rules: [] } : {}));
    expect(judged(protectionWith({ app: null, excused, branches: weaker })).codes).toEqual(['protection-drift']);
  });

  it('is `merge-refused` where GitHub would take no merge commit, before anything is sealed', () => {
    expect(judged(protectionWith({ merge_commits: false })).codes).toEqual(['merge-refused']);
  });

  it('does not go on without a reading', () => {
    const finding = judgePacket(claimsWith({ protection: { unknown: 'a 502' } }), rules);
    expect(codes(finding)).toEqual(['upstream-unavailable']);
  });
});
