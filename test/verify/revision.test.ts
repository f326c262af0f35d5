import { describe, expect, it } from 'vitest';
import type { PacketFacts } from '../../src/claims/packet.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import type { Terms } from '../../src/terms/terms.ts';
import { revisionClaim } from '../../src/verify/revision.ts';
import { approved, oid, recorded, shown, sum, terms } from './record.ts';

const packet = (revision: number, digest = sum('a')) =>
  ({ id: 'bpe-1', revision, revision_digest: digest }) as PacketFacts;
const claim = (now: PacketFacts, drafts: Draft[], change: Partial<Terms> = {}, pull = 1) =>
  revisionClaim(now, { ...terms, ...change }, pull, [], recorded(...drafts));
const denied: Draft = {
  kind: 'denied',
  body: {
    pull: 1,
    head: oid('a'),
    packet: 'bpe-1',
    revision: 1,
    digest: sum('a'),
    codes: ['approval-expired'],
    claims: sum('f'),
  },
};
const superseded: Draft = {
  kind: 'superseded',
  body: {
    packet: 'bpe-1',
    revision: 1,
    digest: sum('a'),
    by: { pull: 1, head: oid('b') },
    codes: ['packet-superseded'],
  },
};

describe('the number of a revision', () => {
  it('is 1 at first, and stays so under heads that nobody approved', () => {
    expect(claim(packet(1), []).expected).toBe(1);
    expect(claim(packet(1, sum('9')), [shown(oid('a'))]).expected).toBe(1);
  });

  it('stays for the same bytes at another head', () => {
    expect(claim(packet(1), [shown(oid('a')), approved(1, sum('a'))])).toMatchObject({ expected: 1, supersedes: null });
  });

  it('A01: is the next one for other bytes, which supersede what was approved', () => {
    expect(claim(packet(2, sum('9')), [shown(oid('a')), approved(1, sum('a'))])).toMatchObject({
      expected: 2,
      ended: null,
      supersedes: { revision: 1, digest: sum('a'), codes: ['packet-superseded'] },
    });
  });

  it('D13: takes the place of the approved revision of a rival that an approval of this one set aside', () => {
    const known = recorded(shown(oid('a')), approved(1, sum('a')));
    expect(revisionClaim(packet(2, sum('9')), terms, 2, [1], known).supersedes).toMatchObject({ revision: 1 });
    expect(revisionClaim(packet(2, sum('9')), terms, 2, [], known).supersedes).toBeNull();
  });

  it.each<[string, Partial<Terms>, string[]]>([
    ['the audience', { audience: { repositories: [9002], teams: [] } }, ['packet-superseded', 'audience-mismatch']],
    ['the evidence', { digests: { ...terms.digests, evidence_state: sum('9') } }, ['packet-superseded']],
    ['the scope', { scope: 'test' }, ['packet-superseded']],
  ])('is the next one when %s changed under the same bytes', (_, change, codes) => {
    const facts = claim(packet(1), [shown(oid('a')), approved(1, sum('a'))], change);
    expect(facts).toMatchObject({ expected: 2, supersedes: { revision: 1, codes } });
  });

  it('stays when only the rules changed: that asks for new approvals, not for a new revision', () => {
    const facts = claim(packet(1), [shown(oid('a')), approved(1, sum('a'))], { policy: sum('9') });
    expect(facts).toMatchObject({ expected: 1, supersedes: null });
  });

  it('is not taken by another pull request before an owner approved that one', () => {
    expect(claim(packet(2, sum('9')), [shown(oid('a')), approved(1, sum('a'))], {}, 2).supersedes).toBeNull();
  });

  it.each<[string, Draft[], string]>([
    ['denied', [denied], 'denied'],
    ['superseded', [shown(oid('a')), approved(1, sum('a')), superseded], 'superseded'],
  ])('D13: that was %s stays so when it comes back', (_, drafts, state) => {
    expect(claim(packet(1), drafts)).toMatchObject({ expected: 2, ended: { state } });
    expect(claim(packet(2, sum('9')), drafts)).toMatchObject({ expected: 2, ended: null });
  });
});
