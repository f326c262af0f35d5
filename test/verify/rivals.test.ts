import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/ledger/entry.ts';
import { rivalsOf } from '../../src/verify/rivals.ts';
import { oid, recorded, sum } from './record.ts';

const BEFORE = '2026-11-22T09:00:00Z';
const CAME = '2026-11-22T09:30:00Z';
const AFTER = '2026-11-22T09:45:00Z';

/** A pull request that carries the packet, by a push at that instant. */
const carries = (pull: number, at: string): Draft => ({
  kind: 'head-seen',
  body: {
    pull,
    head: oid('a'),
    base: 'council/release-integrity',
    packet: 'bpe-1',
    arrival: { activity: pull, at, actor: 3 },
  },
});
/** An owner's approval that was given then, and counted. */
const approves = (pull: number, at: string): Draft[] => {
  const given = { pull, review: pull * 10, account: 1001, head: oid('a') };
  const counted = { revision: pull, digest: sum('a'), terms: sum('b'), person: 'ann' };
  return [
    { kind: 'review-seen', body: { ...given, state: 'approved', submitted_at: at } },
    { kind: 'approved', body: { ...given, ...counted, packet: 'bpe-1' } },
  ];
};
const undecided = { undecided: [2], beaten: [] };
const beaten = { undecided: [], beaten: [2] };
const against = (...drafts: Draft[]) => rivalsOf(1, [2], 'bpe-1', recorded(...drafts));

describe('between two pull requests for one packet', () => {
  it('nothing is decided without an approval, or by one from before the rival came', () => {
    expect(against(carries(1, BEFORE), carries(2, CAME))).toEqual(undecided);
    expect(against(carries(1, BEFORE), ...approves(1, BEFORE), carries(2, CAME))).toEqual(undecided);
  });

  it('an approval decides that was given when both were there', () => {
    expect(against(carries(1, BEFORE), carries(2, CAME), ...approves(1, AFTER))).toEqual(beaten);
  });

  it('one that was given before the rival came does not, though it was recorded after it', () => {
    expect(against(carries(1, BEFORE), carries(2, CAME), ...approves(1, CAME))).toEqual(undecided);
    expect(against(carries(1, BEFORE), carries(2, CAME), ...approves(1, BEFORE))).toEqual(undecided);
  });

  it('one that was recorded before the rival was seen does not, whatever GitHub says of its time', () => {
    expect(against(carries(1, BEFORE), ...approves(1, AFTER), carries(2, CAME))).toEqual(undecided);
  });

  it('the latest decides, and a rival that nobody saw carry it is not set aside', () => {
    const both = [carries(1, BEFORE), carries(2, CAME), ...approves(1, AFTER)];
    expect(against(...both, ...approves(2, AFTER))).toEqual(undecided);
    expect(rivalsOf(2, [1], 'bpe-1', recorded(...both, ...approves(2, AFTER)))).toEqual({ undecided: [], beaten: [1] });
    expect(against(carries(1, BEFORE), ...approves(1, AFTER))).toEqual(undecided);
  });
});
