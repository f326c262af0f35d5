import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/ledger/entry.ts';
import { termsDigest } from '../../src/terms/terms.ts';
import type { PullSeen } from '../../src/verify/observation/pull.ts';
import type { ReviewSeen } from '../../src/verify/observation/review.ts';
import { opinionsOf } from '../../src/verify/opinions.ts';
import { oid, recorded, shown, sum, terms } from './record.ts';

const HEAD = oid('a');
const people = { people: { ann: { accounts: [{ login: 'ann', id: 1001 }] } }, agents: [{ login: 'robot', id: 2001 }] };
const review = (change: Partial<ReviewSeen> = {}): ReviewSeen => ({
  id: 7,
  state: 'approved',
  submittedAt: '2026-11-22T11:00:00Z',
  objected: false,
  edited: false,
  body: '',
  author: { id: 1001, login: 'ann', type: 'User' },
  canWrite: true,
  head: HEAD,
  ...change,
});
const pull = { head: HEAD, retargetedAt: null } as PullSeen;

function opinions(
  reviews: ReviewSeen[],
  {
    drafts = [shown(HEAD)],
    seen = pull,
    now = terms,
    arrivedAt = '2026-11-22T09:30:00Z',
  }: { drafts?: Draft[]; seen?: PullSeen; now?: typeof terms | null; arrivedAt?: string | null } = {},
) {
  const facts = recorded(...drafts).pulls.get(1);
  const arrival = arrivedAt === null ? null : { activity: 1, at: arrivedAt };
  const current = now && { terms: now, digest: termsDigest(now) };
  return opinionsOf(reviews, people, { pull: seen, facts, arrival, terms: current });
}
const binding = (...args: Parameters<typeof opinions>) => opinions(...args)[0]?.binding;
const codes = (...args: Parameters<typeof opinions>) => {
  const bound = binding(...args);
  return bound === undefined || bound.bound ? [] : [bound.code, ...bound.also];
};

describe('an approval', () => {
  it('is bound when head, arrival, terms shown before it and first sighting all agree', () => {
    expect(binding([review()])).toEqual({ bound: true });
  });

  it('A03: is bound by its commit, however late it was submitted', () => {
    expect(codes([review({ head: oid('9'), submittedAt: '2026-11-22T23:00:00Z' })])).toEqual(['approval-stale']);
  });

  it('is stale when GitHub re-bound it to the head after it was first seen on another', () => {
    const first: Draft = {
      kind: 'review-seen',
      body: {
        pull: 1,
        review: 7,
        account: 1001,
        state: 'approved',
        head: oid('9'),
        submitted_at: '2026-11-22T11:00:00Z',
      },
    };
    expect(codes([review()], { drafts: [shown(HEAD), first] })).toEqual(['approval-stale']);
  });

  it.each(['2026-11-22T11:00:00Z', '2026-11-22T11:00:01Z'])(
    'K22: is stale when the head arrived at %s: the same second is not later',
    (arrivedAt) => {
      expect(codes([review()], { arrivedAt })).toEqual(['approval-stale']);
    },
  );

  it('K10: is stale while no activity row names the arrival of the head', () => {
    expect(codes([review()], { arrivedAt: null })).toEqual(['approval-stale']);
  });

  it('K23: is stale when the terms were recorded as shown only after it, or in the same second', () => {
    expect(codes([review({ submittedAt: '2026-11-22T10:00:30Z' })])).toEqual(['approval-stale']);
    expect(codes([review({ submittedAt: '2026-11-22T10:01:00Z' })])).toEqual(['approval-stale']);
    expect(codes([review({ submittedAt: '2026-11-22T10:01:01Z' })])).toEqual([]);
  });

  it('is stale when the head left and came back: that is another arrival', () => {
    expect(codes([review()], { drafts: [shown(HEAD, {}, 2)] })).toEqual(['approval-stale']);
  });

  it('A21: is stale when its text was edited', () => {
    expect(codes([review({ edited: true })])).toEqual(['approval-stale']);
  });

  it('D06: belongs to another context when the base was changed after it', () => {
    const seen = { ...pull, retargetedAt: '2026-11-22T11:00:00Z' };
    expect(codes([review()], { seen })).toEqual(['approval-context-mismatch']);
  });

  it('is stale while the packet has no terms', () => {
    expect(codes([review()], { now: null })).toEqual(['approval-stale']);
  });

  it.each([
    ['D08: the option set', { digests: { ...terms.digests, option_set: sum('9') } }, 'option-set-changed'],
    ['C23: the blocked paths', { digests: { ...terms.digests, blocked_paths: sum('9') } }, 'blocked-paths-missing'],
    ['D10: the audience', { audience: { repositories: [9002], teams: [501, 502] } }, 'audience-mismatch'],
    ['the rules', { policy: sum('9') }, 'approval-context-mismatch'],
  ])('is stale when a term changed under it, and says which: %s', (_, change, code) => {
    const now = { ...terms, ...change };
    expect(codes([review()], { now })).toEqual(['approval-stale', code]);
    expect(codes([review({ head: oid('9') })], { now, drafts: [shown(oid('9'))] })).toEqual(['approval-stale', code]);
  });

  it('follows what was shown last before it, when terms were shown twice', () => {
    const drafts = [shown(HEAD), shown(HEAD, { policy: sum('9') })];
    expect(codes([review()], { drafts, now: { ...terms, policy: sum('9') } })).toEqual([]);
    expect(
      codes([review({ submittedAt: '2026-11-22T10:01:30Z' })], { drafts, now: { ...terms, policy: sum('9') } }),
    ).toHaveLength(2);
  });
});

describe('an approval of a head that has no terms', () => {
  const headSeen = (activity: number): Draft => ({
    kind: 'head-seen',
    body: {
      pull: 1,
      head: HEAD,
      base: 'main',
      packet: null,
      arrival: { activity, at: '2026-11-22T09:30:00Z', actor: 1004 },
    },
  });
  const bound = (change: Partial<ReviewSeen>, drafts: Draft[]) => {
    const facts = recorded(...drafts).pulls.get(1);
    const arrival = { activity: 1, at: '2026-11-22T09:30:00Z' };
    return opinionsOf([review(change)], people, { pull, facts, arrival, terms: 'head' })[0]?.binding.bound;
  };

  it('is bound when the ledger had seen the arrival of that head before it', () => {
    expect(bound({}, [headSeen(1)])).toBe(true);
  });

  it.each<[string, Partial<ReviewSeen>, Draft[]]>([
    ['the ledger has never seen the head', {}, []],
    ['the ledger saw another arrival of it', {}, [headSeen(2)]],
    ['it was given before the ledger saw the head', { submittedAt: '2026-11-22T10:00:30Z' }, [headSeen(1)]],
    ['it was given on another head', { head: oid('9') }, [headSeen(1)]],
    ['its text was edited', { edited: true }, [headSeen(1)]],
  ])('is stale when %s', (_, change, drafts) => {
    expect(bound(change, drafts)).toBe(false);
  });
});

describe('the opinions', () => {
  it('A09: are one for each account, the latest; comments and pending reviews are none', () => {
    const those = [
      review({ id: 1, state: 'dismissed' }),
      review({ id: 2 }),
      review({ id: 3, state: 'commented' }),
      review({ id: 4, state: 'pending', submittedAt: null }),
    ];
    expect(opinions(those).map((opinion) => opinion.review)).toEqual([2]);
  });

  it('A16: take back an approval that changes were requested after', () => {
    expect(
      opinions([review({ id: 1 }), review({ id: 2, state: 'changes_requested' })]).map(({ state }) => state),
    ).toEqual(['changes_requested']);
  });

  it('K05: end with what was submitted last, also where it was begun first', () => {
    const begun = review({ id: 1, state: 'changes_requested', submittedAt: '2026-11-22T12:00:00Z' });
    expect(opinions([begun, review({ id: 2 })]).map(({ state }) => state)).toEqual(['changes_requested']);
  });

  it('A10: know an account by its id, not by its name of the day', () => {
    const renamed = review({ id: 2, author: { id: 1001, login: 'ann-x', type: 'User' } });
    expect(opinions([review({ id: 1 }), renamed])).toMatchObject([{ review: 2, person: 'ann' }]);
  });

  it('keep reviews of deleted accounts apart, as nobody', () => {
    const ghost = { id: null, login: 'ghost', type: 'Ghost' };
    expect(opinions([review({ id: 1, author: ghost }), review({ id: 2, author: ghost })])).toMatchObject([
      { person: null },
      { person: null },
    ]);
  });

  it('A14: tell a listed agent, although GitHub calls it a user', () => {
    expect(opinions([review({ author: { id: 2001, login: 'robot', type: 'User' } })])).toMatchObject([
      { agent: true, person: null },
    ]);
  });
});
