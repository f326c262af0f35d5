import { describe, expect, it } from 'vitest';
import type { People } from '../../src/people/people.ts';
import type { ActivitySeen } from '../../src/verify/observation/activity.ts';
import type { CommitSeen, PullSeen } from '../../src/verify/observation/pull.ts';
import { proposersOf } from '../../src/verify/proposers.ts';
import { oid } from './record.ts';

const people: People = {
  people: {
    ann: {
      accounts: [
        { login: 'ann', id: 1001 },
        { login: 'ann-on-call', id: 1101 },
      ],
    },
    ben: { accounts: [{ login: 'ben', id: 1002 }] },
  },
  agents: [{ login: 'packet-agent', id: 2001 }],
};
const HEAD = oid('a');
const author = { id: 2001, login: 'packet-agent', type: 'User' };
const commits: readonly CommitSeen[] = [{ oid: HEAD, parents: [], people: [] }];
const pull = { author, head: HEAD, headRef: 'ask', createdAt: '2026-11-22T09:00:00Z', commits } as PullSeen;
const row = (actor: number | null, change: Partial<ActivitySeen> = {}): ActivitySeen => ({
  id: 1,
  ref: 'refs/heads/ask',
  before: oid('0'),
  after: HEAD,
  at: '2026-11-22T09:10:00Z',
  type: 'push',
  actor,
  ...change,
});
const began = row(2001, { type: 'branch_creation', at: '2026-11-22T08:59:00Z', after: oid('1') });
const hands = (rows: ActivitySeen[], requester: string | null = null) => {
  const { proposers, unresolved } = proposersOf(pull, { rows, whole: true }, requester, people);
  return { hands: [...new Set(proposers.map(({ person, account }) => person ?? account))], unresolved };
};

describe('who had a hand in a pull request', () => {
  it('K02: is whoever moved its branch since it began, whatever became of those commits', () => {
    const gone = row(1001, { after: oid('5'), at: '2026-11-22T09:05:00Z' });
    expect(hands([row(2001), gone, began])).toEqual({ hands: [2001, 'ann'], unresolved: [] });
    // Somebody else's branch of that name, from before, is none of it; nor is taking the branch away.
    const earlier = row(1002, { after: oid('6'), at: '2026-11-01T09:00:00Z' });
    const taken = row(1002, { after: oid('0'), type: 'branch_deletion' });
    expect(hands([taken, row(2001), began, earlier]).hands).toEqual([2001]);
  });

  it('K10: is not known where a row names nobody, or somebody whom nobody listed', () => {
    expect(hands([row(null), began]).unresolved).toEqual(['GitHub does not say who pushed a commit of it']);
    expect(hands([row(3001), began]).unresolved).toEqual(['the pusher 3001 is not listed']);
  });

  it('K18: is one person by all accounts', () => {
    expect(hands([row(1101), began]).hands).toContain('ann');
  });

  it('K16: is nobody by a name that is only in the language: constructor, toString, __proto__', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(hands([row(2001), began], name).unresolved).toEqual([`the requester \`${name}\` is not listed`]);
  });
});
