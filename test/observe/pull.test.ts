import { describe, expect, it } from 'vitest';
import type { Look } from '../../src/observe/look.ts';
import { pullSeen } from '../../src/observe/pull.ts';

type Answer = Look['repository']['pullRequest'];
const HEAD = 'a'.repeat(40);
const nothing = { nodes: [] };

/** What GitHub says of pull request 1, whose head it finds in these, of so many in all. */
function answer(
  associated: readonly { number: number; state: string; headRefOid: string }[],
  totalCount: number,
): Answer {
  const commit = { oid: HEAD, associatedPullRequests: { totalCount, nodes: [...associated] } };
  const noPage = { hasNextPage: false, endCursor: null, hasPreviousPage: false, startCursor: null };
  return {
    ...{ id: 'PR_1', number: 1, url: 'https://github.com/acme/governance/pull/1', title: 'A packet', state: 'OPEN' },
    ...{ isDraft: false, locked: false, createdAt: '2026-11-22T09:00:00Z', mergeable: 'MERGEABLE', changedFiles: 1 },
    ...{ author: null, baseRefName: 'council/release-integrity', baseRef: null, headRefName: 'ask', headRefOid: HEAD },
    ...{
      isCrossRepository: false,
      reviewRequests: nothing,
      calls: nothing,
      retargets: nothing,
      dismissals: nothing,
      mergeCommit: null,
    },
    reviews: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] },
    comments: { totalCount: 0, pageInfo: noPage, nodes: [] },
    commits: { totalCount: 1, nodes: [] },
    last: { nodes: [{ commit }] },
  };
}

const sharing = (...args: Parameters<typeof answer>) => pullSeen(answer(...args), null).sharesHeadWith;

describe('the head of a pull request', () => {
  const own = { number: 1, state: 'OPEN', headRefOid: HEAD };
  const closed = { number: 3, state: 'CLOSED', headRefOid: HEAD };

  it('is shared with the open pull requests that have it as their head', () => {
    const twin = { number: 2, state: 'OPEN', headRefOid: HEAD };
    const further = { number: 4, state: 'OPEN', headRefOid: 'b'.repeat(40) };
    expect(sharing([own, twin, closed, further], 4)).toEqual([2]);
  });

  it('K21: is shared, as far as anybody can tell, where a twin may hide behind more than GitHub lists', () => {
    expect(sharing([own, closed], 2)).toEqual([]);
    expect(sharing([own, closed], 3)).toEqual([3]);
  });
});
