import { describe, expect, it } from 'vitest';
import { unheardClaims } from '../../src/verify/commands.ts';
import type { CommentSeen } from '../../src/verify/observation/discussion.ts';

const people = {
  people: { cyd: { name: 'Cyd', accounts: [{ login: 'cyd', id: 1003 }] } },
  agents: [{ login: 'packet-agent', id: 2001 }],
};
const comment = (id: number, account: number | null, body: string): CommentSeen => ({
  id,
  own: false,
  author: { id: account, login: 'somebody', type: 'User' },
  body,
  createdAt: '2026-11-22T10:00:00Z',
  edited: false,
  viaApp: null,
});

describe('what only looks like a command', () => {
  it('is told of listed people, and of nobody else', () => {
    const quote = '> /countersign conclude';
    const told = unheardClaims(
      [comment(1, 1003, quote), comment(2, 3001, quote), comment(3, 2001, quote), comment(4, null, quote)],
      people,
    );
    expect(told).toEqual([{ comment: 1, person: 'cyd', why: expect.stringContaining('quote') }]);
  });

  it('is not told where the same comment asks for something', () => {
    expect(unheardClaims([comment(1, 1003, '> /countersign conclude\n\n/countersign recheck')], people)).toEqual([]);
  });

  it('is told of the last ten comments, so that nobody fills a page', () => {
    const many = Array.from({ length: 40 }, (_, index) => comment(index + 1, 1003, '- /countersign conclude'));
    expect(unheardClaims(many, people).map((one) => one.comment)).toEqual([31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
  });
});
