import { describe, expect, it } from 'vitest';
import type { SignatureClaim } from '../../src/claims/decision.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import type { ReviewSeen } from '../../src/verify/observation/review.ts';
import { signatureClaims } from '../../src/verify/signatures.ts';
import { oid, recorded } from './record.ts';

const HEAD = oid('a');
const people = { people: { cyd: { accounts: [{ login: 'cyd', id: 1003 }] } }, agents: [{ login: 'robot', id: 2001 }] };
const arrival = { activity: 1, at: '2026-11-22T09:30:00Z' };
const seenHead: Draft = {
  kind: 'head-seen',
  body: {
    pull: 1,
    head: HEAD,
    base: 'council/release-integrity',
    packet: null,
    decision: 'bpe-1/r1-d1',
    arrival: { ...arrival, actor: 2001 },
  },
};
const review = (change: Partial<ReviewSeen> = {}): ReviewSeen => ({
  id: 7,
  state: 'approved',
  submittedAt: '2026-11-22T11:00:00Z',
  objected: false,
  edited: false,
  body: '/countersign sign hold',
  author: { id: 1003, login: 'cyd', type: 'User' },
  canWrite: true,
  head: HEAD,
  ...change,
});

function claims(reviews: ReviewSeen[], drafts: Draft[] = [seenHead]): SignatureClaim[] {
  const pull = { head: HEAD, retargetedAt: null } as PullSeen;
  const standing = { pull, facts: recorded(...drafts).pulls.get(1), arrival, terms: 'head' } as const;
  return signatureClaims(reviews, { standing, people, repository: 9001, decision: null, trust: null, signed: [] });
}
const asks = (body: string) => claims([review({ body })])[0]?.asks;

describe('the text of a review', () => {
  it.each([
    ['/countersign sign hold', { outcome: { verdict: 'approve', option: 'hold' } }],
    ['/countersign sign reject', { outcome: { verdict: 'reject' } }],
    ['I read it all.\n\n/countersign sign hold\n\nThank you.', { outcome: { verdict: 'approve', option: 'hold' } }],
  ])('names one outcome: %j', (body, expected) => {
    expect(asks(body)).toEqual(expected);
  });

  it.each<[boolean, string]>([
    [false, ''],
    [false, 'Fine by me, sign hold.'],
    [true, '/countersign sign'],
    [true, '/countersign sign Reject'],
    [true, '/countersign sign approve the exception'],
    [true, '/countersign approve'],
    [true, '/countersign sign hold\n\n/countersign sign reject'],
    [true, '/countersign sign hold\n/countersign sign hold'],
    [true, '> /countersign sign hold'],
    [true, '/countersıgn sign hold'],
    [false, '/countersign conclude'],
    [false, '/countersign recheck'],
  ])('names none, and asks for one (%s): %j', (attempt, body) => {
    expect(asks(body)).toMatchObject({ attempt, code: 'cross-sign-missing' });
  });

  it('says what was written no longer than an option can be', () => {
    const told = asks(`/countersign sign ${'x'.repeat(400)}`);
    expect(told && 'why' in told && told.why.length).toBeLessThan(150);
  });
});

describe('the reviews that sign', () => {
  it('are told in the order in which they were submitted, with who gave them', () => {
    const robot = { id: 2001, login: 'robot', type: 'User' };
    const told = claims([
      review({ id: 9, submittedAt: '2026-11-22T11:02:00Z', author: robot }),
      review({ id: 8, submittedAt: '2026-11-22T11:01:00Z', author: { id: 5, login: 'app', type: 'Bot' } }),
      review({ id: 10, submittedAt: '2026-11-22T11:03:00Z', author: { id: null, login: 'ghost', type: 'Ghost' } }),
      review(),
    ]);
    expect(told.map((one) => [one.review, one.person, one.agent])).toEqual([
      [7, 'cyd', false],
      [8, null, true],
      [9, null, true],
      [10, null, false],
    ]);
  });

  it('keep what they ask for in any state, and say in which they are', () => {
    const states = ['approved', 'changes_requested', 'commented', 'dismissed'] as const;
    for (const state of states) {
      expect(claims([review({ state })])).toMatchObject([
        { state, asks: { outcome: { verdict: 'approve', option: 'hold' } } },
      ]);
    }
  });

  it('are none of those that were only begun, or that say nothing of it and do not approve', () => {
    expect(claims([review({ submittedAt: null, state: 'pending' })])).toEqual([]);
    expect(claims([review({ state: 'commented', body: 'why not wait?' })])).toEqual([]);
    expect(claims([review({ body: '' })])).toHaveLength(1);
  });

  it('bind the head that the ledger had seen before, and no other', () => {
    const binding = (change: Partial<ReviewSeen>, drafts?: Draft[]) => claims([review(change)], drafts)[0]?.binding;
    expect(binding({})).toEqual({ bound: true });
    expect(binding({}, [])).toMatchObject({ bound: false, code: 'approval-stale' });
    expect(binding({ head: oid('b') })).toMatchObject({ bound: false, code: 'approval-stale' });
    expect(binding({ edited: true })).toMatchObject({ bound: false, code: 'approval-stale' });
    expect(binding({ submittedAt: arrival.at })).toMatchObject({ bound: false, code: 'approval-stale' });
  });
});
