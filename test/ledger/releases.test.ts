import { describe, expect, it } from 'vitest';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { dueAt, noticesOf, untold } from '../../src/ledger/facts/release.ts';
import { nextNotice } from '../../src/ledger/facts/releases.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import * as sample from './sample.ts';

const RELEASE = 13;
const next: Draft = { ...sample.headSeen, body: { ...sample.headSeen.body, pull: 8, head: sample.oid('b') } };
const releasedAs = (revision: number) =>
  ({ ...sample.released(8), body: { ...sample.released(8).body, pull: 8, revision } }) as Draft;
const withHook = (draft: Draft): Draft => {
  if (draft.kind !== 'released') return draft;
  return { ...draft, body: { ...draft.body, audience: { ...draft.body.audience, webhooks: [sample.hook.url] } } };
};

function factsAfter(...drafts: Draft[]) {
  const { links } = extend(null, [...sample.story.map(withHook), ...drafts], sample.AT);
  return addEntries(NO_FACTS, links);
}
/** Who is to be told what, and by which attempt. */
function open(...drafts: Draft[]): string[] {
  const release = factsAfter(...drafts).releases.get(RELEASE);
  return release === undefined ? [] : untold(release).map(({ news, of, to }) => `${news} ${of.number} ${to.channel}`);
}
const sent = () => sample.notice('sent', RELEASE);
const hooked = (kind: 'sent' | 'unsent' | 'dead-letter', attempt = 1) =>
  sample.notice(kind, RELEASE, { to: sample.hook, attempt });

describe('a release is told', () => {
  it('to the repositories and endpoints of its audience, each once', () => {
    expect(open()).toEqual(['released 13 dispatch', 'released 13 webhook']);
    expect(open(sent())).toEqual(['released 13 webhook']);
    expect(open(sent(), hooked('sent'))).toEqual([]);
  });

  it('again after a failure, at the instant that the entry names, until it is given up', () => {
    const facts = factsAfter(sent(), hooked('unsent'));
    const release = facts.releases.get(RELEASE);
    expect(release && untold(release).map((notice) => dueAt(release, notice))).toEqual(['2026-11-22T09:01:05Z']);
    expect(nextNotice(facts)).toBe('2026-11-22T09:01:05Z');
    expect(open(sent(), hooked('unsent'), hooked('dead-letter', 2))).toEqual([]);
    expect(nextNotice(factsAfter(sent(), hooked('dead-letter', 2)))).toBeNull();
  });

  it('for good once it arrived, whatever another process heard of its own attempt', () => {
    expect(open(sent(), hooked('sent'), hooked('unsent'))).toEqual([]);
    expect(open(sent(), hooked('dead-letter', 10), hooked('unsent', 10))).toEqual([]);
  });
});

describe('what takes a release back is told to all who were to receive it, and overtakes what was not sent', () => {
  const everybody = ['issue', 'dispatch', 'webhook'];

  it('when it is withdrawn', () => {
    const told = everybody.map((channel) => `withdrawn 14 ${channel}`);
    expect(open(sample.withdrawn)).toEqual(told);
    expect(open(sent(), hooked('dead-letter', 10), { ...sample.withdrawn })).toEqual(
      told.map((line) => line.replace('14', '16')),
    );
  });

  it('when a later revision is released, and only the first one counts', () => {
    expect(open(sent(), hooked('sent'), next, releasedAs(2))).toEqual(
      everybody.map((channel) => `superseded 17 ${channel}`),
    );
    expect(open(sent(), hooked('sent'), next, releasedAs(2), releasedAs(3))).toEqual(
      everybody.map((channel) => `superseded 17 ${channel}`),
    );
  });

  it('and a withdrawal before a supersession: whoever hears only one of them hears the stronger', () => {
    const facts = factsAfter(next, releasedAs(2), sample.withdrawn);
    const release = facts.releases.get(RELEASE);
    expect(release && new Set(noticesOf(release).map(({ news }) => news))).toEqual(new Set(['withdrawn']));
    expect(facts.untold.has(RELEASE)).toBe(true);
  });
});
