import { describe, expect, it } from 'vitest';
import { disagreements } from '../../src/audit/references.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import * as sample from './sample.ts';

/** The numbers of the entries that disagree with those that they name, and the intents that stay open. */
function told(...drafts: Draft[]): { wrong: (number | null)[]; open: number[] } {
  const { links } = extend(null, [...sample.story, ...drafts], sample.AT);
  const open = new Set<number>();
  const found = disagreements(links, new Map(links.map((link) => [link.entry.number, link])), open);
  return { wrong: found.map(({ number }) => number), open: [...open] };
}
const notice = (telling: Parameters<typeof sample.notice>[2] = {}) => sample.notice('sent', 13, telling);
const liftedBy = (...by: { person: string; account: number }[]): Draft => ({
  kind: 'lifted',
  body: { incident: 14, by: by.map((one) => ({ ...one, comment: 51 })), reason: 'looked into it', accepts: null },
});
const releasedBy = (proposers: Body<'released'>['proposers']): Draft => {
  const release = sample.released(8);
  return release.kind === 'released' ? { ...release, body: { ...release.body, proposers } } : release;
};
const takingOver = (number: number): Draft => ({
  kind: 'intent',
  body: { ...sample.deliverIntent.body, takes_over: number },
});

describe('entries agree with those that they name', () => {
  it('in the story of a release, and where one bot takes over from another', () => {
    expect(told()).toEqual({ wrong: [], open: [] });
    expect(told(sample.deliverIntent, takingOver(14))).toEqual({ wrong: [], open: [15] });
    expect(told(sample.deliverIntent, takingOver(14), sample.delivered(15))).toEqual({ wrong: [], open: [] });
    expect(told(sample.sealVoid(8))).toEqual({ wrong: [], open: [] });
    expect(told(sample.incident, sample.alarmed(14), sample.lifted(14)).wrong).toEqual([]);
    expect(
      told(notice(), sample.withdrawn, notice({ news: 'withdrawn', of: 15, to: sample.deliveredIssue })).wrong,
    ).toEqual([]);
  });

  it.each<[string, readonly Draft[], number]>([
    ['an outcome of nothing', [sample.merged(3)], 14],
    ['an alarm about nothing', [sample.alarmed(13)], 14],
    ['a lift by fewer persons than it takes', [sample.incident, liftedBy({ person: 'ann', account: 11 })], 15],
    [
      'a lift by the same person twice',
      [sample.incident, liftedBy({ person: 'ann', account: 11 }, { person: 'ann', account: 14 })],
      15,
    ],
    [
      'a lift by who had a hand in it',
      [sample.incident, liftedBy({ person: 'ann', account: 11 }, { person: 'root', account: 4001 })],
      15,
    ],
    ['an outcome of an intent that has one', [sample.merged(9)], 14],
    ['a release without a seal', [sample.released(4)], 14],
    ['a release that leaves out who had a hand in it', [releasedBy([])], 14],
    ['a void of a seal that is still to come', [sample.sealVoid(16), sample.sealIntent(), sample.sealed(15)], 14],
    ['a merge without a seal', [sample.mergeIntent(9)], 14],
    [
      'terms with another digest',
      [{ ...sample.termsShown, body: { ...sample.termsShown.body, digest: sample.sum('0') } }],
      14,
    ],
    [
      'an intent that takes over one that ended',
      [{ kind: 'intent', body: { ...sample.deliverIntent.body, takes_over: 11 } }],
      14,
    ],
    [
      'an outcome of an intent that was taken over',
      [
        sample.deliverIntent,
        { kind: 'intent', body: { ...sample.deliverIntent.body, takes_over: 14 } },
        sample.delivered(14),
      ],
      16,
    ],
    [
      'D12: a notice to a repository outside the audience',
      [notice({ to: { channel: 'dispatch', repository: 9003 } })],
      14,
    ],
    ['D12: a notice to an endpoint outside the audience', [notice({ to: sample.hook })], 14],
    ['a comment on another issue', [notice({ to: { ...sample.deliveredIssue, issue: 4 } })], 14],
    ['a notice of what is no release', [sample.notice('sent', 12)], 14],
    ['a notice that a release was superseded, by itself', [notice({ news: 'superseded' })], 14],
    ['a notice that a release was withdrawn, by something else', [notice({ news: 'withdrawn', of: 3 })], 14],
    ['an outcome of something later', [sample.merged(15), sample.mergeIntent(8)], 14],
    ['an outcome of another revision', [sample.mergeIntent(8), other(sample.merged(14))], 15],
  ])('but not with %s', (_, drafts, number) => {
    expect(told(...drafts).wrong).toEqual([number]);
  });
});

function other(draft: Draft): Draft {
  return { ...draft, body: { ...draft.body, revision: 2 } } as Draft;
}
