import { describe, expect, it } from 'vitest';
import type { Code } from '../../src/finding/code.ts';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { besides } from '../../src/ledger/facts/besides.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import { undecided } from '../../src/verify/undecided.ts';
import { AT, hold, oid, released, story, sum, withdrawn } from '../ledger/sample.ts';

const factsOf = (drafts: readonly Draft[]) => addEntries(NO_FACTS, extend(null, drafts, AT).links);
const undecidedAfter = (...drafts: Draft[]) => undecided(factsOf([...story, ...drafts]), AT);
const FIRST = released(8);
if (FIRST.kind !== 'released') throw new Error('expected a release');
const { body: RELEASED } = FIRST;
const { packet, revision, review_window: window } = RELEASED;
/** The release with something else in its entry. */
const releasedWith = (changed: Partial<Extract<Draft, { kind: 'released' }>['body']>): Draft[] =>
  story.map((draft) => (draft.kind === 'released' ? { kind: 'released', body: { ...draft.body, ...changed } } : draft));
const seen = (pull: number, decision = `${packet}/r${revision}-d1`): Draft => ({
  kind: 'head-seen',
  body: { pull, head: oid('9'), base: 'council/release-integrity', packet: null, decision, arrival: null },
});
const held = (pull: number, ...codes: [Code, ...Code[]]): Draft => ({
  kind: 'hold',
  body: { ...hold.body, pull, head: oid('9'), packet: null, revision: null, digest: null, codes },
});

describe('a release that nobody proposed to decide about', () => {
  it('is to be proposed once, with the manifest that was sealed for it and the person who asked', () => {
    expect(undecidedAfter()).toEqual([
      {
        place: { packet, revision, number: 1 },
        council: 'release-integrity',
        closes: window.closes,
        manifest: sum('6'),
        requester: expect.any(String),
      },
    ]);
    expect(undecidedAfter(seen(20))).toEqual([]);
    expect(undecidedAfter(seen(20), held(20, 'cross-sign-missing'))).toEqual([]);
  });

  it('names who asked before who only wrote it, and never a name that no person has', () => {
    const by = (...proposers: { person: string | null; account: number | null }[]) =>
      undecided(factsOf(releasedWith({ proposers })), AT).map(({ requester }) => requester);
    const [agent, writer, asker] = [
      { person: null, account: 5001 },
      { person: 'gus', account: 1007 },
      { person: 'fay', account: null },
    ];
    expect(by(agent, writer, asker)).toEqual(['fay']);
    expect(by(agent, writer)).toEqual(['gus']);
    expect(by(agent)).toEqual([]);
  });

  it('L30: is still to be proposed where something else stands in its place, for as long as that is no proposal', () => {
    for (const code of ['verdict-not-permitted', 'decision-invalid', 'manifest-unknown', 'packet-unreleased'] as const)
      expect(undecidedAfter(seen(20), held(20, code, 'cross-sign-missing')), code).toHaveLength(1);
    expect(undecidedAfter(seen(20), held(20, 'decision-invalid'), seen(20, `${packet}/r9-d1`))).toHaveLength(1);
    expect(undecidedAfter(seen(20), held(20, 'decision-invalid'), held(20, 'proposal-not-eligible'))).toEqual([]);
  });

  it('is not to be proposed when it was taken back or overtaken, or its window is over', () => {
    expect(undecidedAfter(withdrawn)).toEqual([]);
    const second = { ...RELEASED, pull: 2, revision: revision + 1 };
    expect(undecidedAfter({ kind: 'released', body: second }).map(({ place }) => place.revision)).not.toContain(
      revision,
    );
    expect(undecided(factsOf(story), window.closes)).toEqual([]);
  });

  it('is not to be proposed where its entry names no seal, or does not say who proposed it', () => {
    expect(undecided(factsOf(releasedWith({ seal: 7 })), AT)).toEqual([]);
    const before = story.map((draft) => {
      if (draft.kind !== 'released') return draft;
      const { proposers: _, ...body } = draft.body;
      return { kind: 'released', body } satisfies Draft;
    });
    expect(undecided(factsOf(before), AT)).toEqual([]);
  });
});

describe('other pull requests that stand otherwise after an entry', () => {
  const own = hold.body.pull;
  const told = (since: readonly Draft[], ...more: Draft[]) =>
    [...besides(own, factsOf(since), factsOf([...since, ...more]))].sort();

  it('are those that decide about a packet, once it was released or taken back', () => {
    expect(told([...story, seen(20), seen(21, 'other-packet/r1-d1')], withdrawn)).toEqual([20]);
    expect(told([...story, seen(20)], held(own, 'cross-sign-missing'))).toEqual([]);
  });

  it('are those that carry the same decision', () => {
    const since = [...story, seen(20)];
    expect(besides(21, factsOf(since), factsOf([...since, seen(21)]))).toEqual([20]);
    expect(besides(21, factsOf(since), factsOf([...since, seen(21, `${packet}/r1-d2`)]))).toEqual([]);
  });
});
