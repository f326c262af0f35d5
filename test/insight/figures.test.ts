import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figuresText } from '../../src/insight/figures-text.ts';
import * as sample from '../ledger/sample.ts';
import { type Told, Writer } from './writer.ts';

const said = (writer: Writer) => figuresText(writer.figures()).join('\n');
const other: Told = { packet: 'bpe-2026-015', pull: 8, head: sample.oid('b') };

describe('released exactly as approved', () => {
  it('is a release of which all entries agree, with those that were compared', () => {
    const writer = new Writer();
    writer.proposed();
    const released = writer.released();
    expect(writer.figures().exact).toMatchObject({
      exact: 1,
      share: 1,
      releases: [{ packet: 'bpe-2026-014', revision: 1, entry: released, mismatches: [], corrections: [] }],
    });
    // Terms, approval, both entries of seal, merge and delivery, and the release itself.
    expect(writer.figures().exact.releases[0]?.entries).toEqual([2, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it.each<[string, Told, string, string]>([
    [
      'another digest',
      { released: { digests: { ...sample.terms.digests, revision: sample.sum('9') } } },
      'revision',
      'digest',
    ],
    [
      'another option set',
      { released: { digests: { ...sample.terms.digests, option_set: sample.sum('9') } } },
      'option set',
      'digest',
    ],
    [
      'another audience',
      { released: { audience: { repositories: [9002], teams: [501, 502] } } },
      'scope',
      'council, audience',
    ],
    ['another council', { released: { council: 'enterprise' } }, 'scope', 'council of the branch'],
    ['other terms', { released: { terms: sample.sum('9') } }, 'manifest', 'terms'],
    [
      'another approver',
      { released: { approvers: [{ person: 'ben', account: 12, review: 22 }] } },
      'manifest',
      'approvers',
    ],
    ['a seal of something else', { statement: sample.sum('9') }, 'manifest', 'sealed statement'],
    ['a merge that brought more', { merged: { tree_matches: false } }, 'revision', 'what was merged'],
    [
      'a merge of another head',
      { merged: { parents: [sample.oid('c'), sample.oid('f')] } },
      'revision',
      'what was merged',
    ],
    [
      'an issue that was not delivered',
      { released: { deliveries: [{ repository: 9002, issue: 4 }] } },
      'scope',
      'deliveries',
    ],
    [
      'a merge after the window',
      { terms: { review_window: { opens: '2026-11-01T00:00:00Z', closes: '2026-11-22T09:00:00Z' } } },
      'scope',
      'merged within the review window',
    ],
    [
      'a recipient outside the audience',
      { terms: { audience: { repositories: [9003], teams: [501] } } },
      'scope',
      'recipients outside the audience',
    ],
  ])('is no release with %s', (_, told, part, what) => {
    const writer = new Writer();
    writer.proposed(told);
    writer.released(told);
    const { exact, share, releases } = writer.figures().exact;
    expect([exact, share]).toEqual([0, 0]);
    expect(releases[0]?.mismatches).toContainEqual(
      expect.objectContaining({ part, what: expect.stringContaining(what) }),
    );
  });

  it('is no release of terms that owners were never shown, or shown otherwise', () => {
    const never = new Writer();
    never.released();
    expect(never.figures().exact).toMatchObject({ exact: 0 });
    const otherwise = new Writer();
    otherwise.proposed({ terms: { policy: sample.sum('8') } });
    otherwise.released();
    expect(otherwise.figures().exact.releases[0]?.mismatches).toMatchObject([{ what: 'terms that owners were shown' }]);
  });

  it('is no release of a revision that had ended', () => {
    const writer = new Writer();
    writer.proposed();
    writer.add(sample.superseded);
    writer.released();
    expect(writer.figures().exact.releases[0]?.mismatches).toMatchObject([{ part: 'revision', seen: 'superseded' }]);
  });

  it('ends with a correction, of that release alone', () => {
    const writer = new Writer();
    writer.proposed();
    writer.released();
    writer.proposed(other);
    writer.released(other);
    const correction = writer.corrected('blocked-path', other);
    const { exact, share, releases } = writer.figures().exact;
    expect([exact, share, releases.map(({ corrections }) => corrections)]).toEqual([1, 0.5, [[], [correction]]]);
  });
});

describe('blocked before the council', () => {
  const blocked = (writer: Writer) => writer.figures().blocked;

  it.each<[string, string[], Parameters<Writer['held']>[2], string[]]>([
    ['an approval of another head', ['owner-approvals'], ['approval-stale'], ['stale']],
    ['a window that is over', ['window'], ['approval-expired'], ['stale']],
    ['a number that was taken', ['revision'], ['packet-superseded'], ['superseded']],
    ['a wider audience', ['audience'], ['audience-mismatch'], ['out of scope']],
    [
      'another council',
      ['council', 'owner-approvals'],
      ['council-mismatch', 'approval-stale'],
      ['stale', 'out of scope'],
    ],
    ['a missing approval', ['owner-approvals'], ['approval-missing'], []],
    [
      'an approval that was for another audience',
      ['owner-approvals'],
      ['approval-stale', 'audience-mismatch'],
      ['stale'],
    ],
    ['a reader of the repository', ['readers'], ['audience-mismatch'], []],
  ])('counts %s for what it is', (_, rules, codes, flaws) => {
    const writer = new Writer();
    const hold = writer.proposed({}, rules, codes);
    const wanted =
      flaws.length === 0 ? [] : [{ packet: 'bpe-2026-014', head: sample.oid('a'), flaws, entries: [hold] }];
    expect(blocked(writer)).toEqual({ blocked: wanted, reached: [], share: flaws.length === 0 ? null : 1 });
  });

  it('counts a head once and each of two heads, and a superseded revision by the head that was approved', () => {
    const writer = new Writer();
    writer.proposed();
    writer.approved();
    const superseded = writer.add(sample.superseded);
    const next = { revision: 2, head: sample.oid('b') };
    const holds = [writer.proposed(next, ['owner-approvals'], ['approval-stale'])];
    holds.push(writer.held(next, ['owner-approvals', 'merge'], ['approval-stale', 'merge-refused']));
    expect(blocked(writer).blocked).toMatchObject([
      { head: sample.oid('a'), flaws: ['superseded'], entries: [superseded] },
      { head: sample.oid('b'), flaws: ['stale'], entries: holds },
    ]);
  });

  it('sets against them what reached the council: corrected as such, or not as approved', () => {
    const writer = new Writer();
    writer.proposed({}, ['owner-approvals'], ['approval-stale']);
    writer.released();
    const correction = writer.corrected('stale-state');
    writer.corrected('blocked-path');
    const broader = { ...other, released: { audience: { repositories: [9002], teams: [501, 502] } } };
    writer.proposed(other);
    const release = writer.released(broader);
    expect(blocked(writer)).toMatchObject({
      share: 1 / 3,
      reached: [
        { packet: 'bpe-2026-014', flaws: ['stale'], entries: [correction] },
        { packet: 'bpe-2026-015', flaws: ['out of scope'], entries: [release] },
      ],
    });
  });
});

describe('from ready to released', () => {
  const ready = (writer: Writer) => writer.figures().ready;

  it('begins with the first hold of those bytes by approval alone', () => {
    const writer = new Writer();
    writer.proposed({}, ['evidence', 'owner-approvals'], ['upstream-unavailable', 'approval-missing']);
    writer.pass(600);
    const since = writer.held({}, ['owner-approvals'], ['approval-missing', 'signer-not-owner']);
    writer.pass(60).held({}, ['evidence', 'owner-approvals'], ['upstream-unavailable']);
    writer.pass(60).held({}, ['owner-approvals'], ['approval-missing']);
    writer.pass(3480);
    const released = writer.released();
    expect(ready(writer).releases).toMatchObject([
      { ready: { entry: since, at: '2026-11-22T09:10:00Z' }, released: { entry: released }, seconds: 3600 },
    ]);
  });

  it('counts nothing of other bytes that stood under the same number', () => {
    const writer = new Writer();
    writer.proposed({ terms: { digests: { ...sample.terms.digests, revision: sample.sum('7') } } });
    writer.pass(600);
    writer.proposed();
    writer.pass(30);
    writer.released();
    expect(ready(writer).releases.map(({ seconds }) => seconds)).toEqual([30]);
  });

  it('begins with the intent to seal where nothing was ever missing but something else', () => {
    const writer = new Writer();
    writer.proposed({}, ['evidence'], ['upstream-unavailable']);
    writer.pass(600);
    const released = writer.released();
    expect(ready(writer).releases).toMatchObject([{ ready: { entry: released - 6 }, seconds: 0 }]);
  });

  it('has the middle one as its median, and the mean of two in the middle', () => {
    const writer = new Writer();
    for (const [index, seconds] of [40, 10, 100, 20].entries()) {
      const told = { packet: `bpe-2026-02${index}`, pull: 20 + index };
      writer.proposed(told);
      writer.pass(seconds);
      writer.released(told);
      if (index === 2) expect(ready(writer).medianSeconds).toBe(40);
    }
    expect(ready(writer).medianSeconds).toBe(30);
  });

  it('is not known where the holds do not say by which rules, and says so', () => {
    const writer = new Writer();
    writer.proposed();
    const { rules: _, ...early } = sample.hold.body;
    writer.add({ kind: 'hold', body: early });
    const old = new Writer();
    old.add(sample.termsShown);
    old.add({ kind: 'hold', body: early });
    const released = old.released();
    expect(ready(old)).toMatchObject({
      releases: [],
      medianSeconds: null,
      unknown: [{ released: { entry: released } }],
    });
    expect(said(old)).toContain('bpe-2026-014 revision 1: not known');
  });

  it('lists what is ready and waits, until it is released or has ended', () => {
    const writer = new Writer();
    const since = writer.proposed();
    writer.proposed(other, ['evidence'], ['upstream-unavailable']);
    expect(ready(writer).waiting).toMatchObject([{ packet: 'bpe-2026-014', ready: { entry: since } }]);
    writer.add(sample.denied);
    expect(ready(writer).waiting).toEqual([]);
  });
});

describe('corrected by reviewers', () => {
  it('counts releases by kind, each once, and every correction', () => {
    const writer = new Writer();
    writer.proposed();
    writer.released();
    writer.proposed(other);
    writer.released(other);
    const entries = [writer.corrected('audience'), writer.corrected('audience')];
    const { releases, kinds } = writer.figures().corrections;
    expect(releases).toBe(2);
    expect(kinds).toEqual([
      { correction: 'blocked-path', corrections: 0, releases: 0, share: 0, entries: [] },
      { correction: 'audience', corrections: 2, releases: 1, share: 0.5, entries },
      { correction: 'stale-state', corrections: 0, releases: 0, share: 0, entries: [] },
    ]);
  });
});

describe('figures', () => {
  it('of nothing say so, and are neither 0% nor 100%', () => {
    const writer = new Writer();
    const { exact, blocked, ready, corrections } = writer.figures();
    expect([exact.share, blocked.share, ready.medianSeconds]).toEqual([null, null, null]);
    expect(corrections.kinds.map(({ share }) => share)).toEqual([null, null, null]);
    expect(said(writer)).not.toMatch(/%/);
    expect(said(writer).match(/so there is no share/g)).toHaveLength(3);
    expect(said(writer)).toContain('no time to tell');
  });

  it('of a period count what was in it, by the ledger as it stood at its end', () => {
    const writer = new Writer();
    writer.proposed();
    writer.released();
    writer.pass(3600);
    writer.proposed(other, ['audience'], ['audience-mismatch']);
    writer.held(other, ['owner-approvals'], ['approval-missing']);
    writer.released(other);
    writer.pass(3600);
    writer.corrected('audience', other);
    const hour = (from: number, to: number) => ({
      since: `2026-11-22T0${from}:00:00Z`,
      until: `2026-11-22T${to}:00:00Z`,
    });
    expect(writer.figures(hour(9, 10)).exact.releases.map(({ packet }) => packet)).toEqual(['bpe-2026-014']);
    // The correction came when that period was over.
    expect(writer.figures(hour(9, 11))).toMatchObject({ exact: { exact: 2 }, blocked: { share: 1 } });
    expect(writer.figures({ since: '2026-11-22T10:00:00Z' })).toMatchObject({
      exact: { exact: 0, releases: [{ packet: 'bpe-2026-015' }] },
      blocked: { blocked: [{ packet: 'bpe-2026-015' }], reached: [{ packet: 'bpe-2026-015' }], share: 0.5 },
    });
    expect(writer.figures({ until: '2026-11-22T09:00:00Z' }).asOf).toBeNull();
  });

  it('of a council count nothing of another', () => {
    const writer = new Writer();
    const theirs = { ...other, council: 'enterprise' };
    writer.proposed(theirs, ['audience'], ['audience-mismatch']);
    writer.released(theirs);
    writer.corrected('audience', theirs);
    expect(writer.figures({ council: 'release-integrity' })).toMatchObject({
      exact: { releases: [] },
      blocked: { blocked: [], reached: [] },
      ready: { releases: [] },
      corrections: { releases: 0 },
    });
    expect(writer.figures({ council: 'enterprise' }).exact.releases).toHaveLength(1);
  });

  it('do not depend on entries that have nothing to do with them, wherever those stand', () => {
    const steps: ((writer: Writer) => void)[] = [
      (writer) => writer.proposed({}, ['evidence'], ['upstream-unavailable']),
      (writer) => writer.pass(100).held({}, ['owner-approvals'], ['approval-missing']),
      (writer) => writer.pass(50).released(),
      (writer) => writer.pass(50).proposed(other, ['audience', 'owner-approvals'], ['audience-mismatch']),
      (writer) => writer.pass(50).held(other, ['owner-approvals'], ['approval-missing']),
      (writer) => writer.pass(50).released({ ...other, released: { terms: sample.sum('9') } }),
      (writer) => writer.pass(50).corrected('stale-state'),
    ];
    const theirs = { packet: 'xyz-2', pull: 98, council: 'enterprise', head: sample.oid('d') };
    const unrelated: readonly ((writer: Writer) => void)[] = [
      (writer) => writer.add({ ...sample.tip, body: { ...sample.tip.body, council: 'enterprise' } }),
      (writer) => writer.add({ ...sample.reviewSeen, body: { ...sample.reviewSeen.body, pull: 99 } }),
      (writer) => writer.add(sample.evidenceSeen),
      (writer) => writer.held({ ...theirs, packet: 'xyz-1' }, ['window'], ['approval-expired']),
      (writer) => {
        writer.proposed(theirs, ['audience'], ['audience-mismatch']);
        writer.released(theirs);
        writer.corrected('audience', theirs);
      },
    ];
    const written = (noise: readonly (readonly number[])[]) => {
      const writer = new Writer();
      const own: number[] = [0];
      for (const [index, step] of steps.entries()) {
        for (const which of noise[index] ?? []) unrelated[which]?.(writer);
        const from = writer.links.length;
        step(writer);
        for (let number = from; number < writer.links.length; number++) own.push(number);
      }
      const { asOf: _, ...figures } = writer.figures({ council: 'release-integrity' });
      // Entries are called by their place among those that matter.
      return JSON.parse(JSON.stringify(figures), (key, value) => {
        if (key === 'entry') return own.indexOf(value);
        return Array.isArray(value) ? value.map((one) => (typeof one === 'number' ? own.indexOf(one) : one)) : value;
      });
    };
    const alone = written([]);
    const anyNoise = fc.array(fc.array(fc.nat(unrelated.length - 1), { maxLength: 4 }), { maxLength: steps.length });
    fc.assert(
      fc.property(anyNoise, (noise) => {
        expect(written(noise)).toEqual(alone);
      }),
    );
  });
});
