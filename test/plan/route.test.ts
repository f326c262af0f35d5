import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extend } from '../../src/ledger/chain.ts';
import type { Draft } from '../../src/ledger/entry.ts';
import { addEntries, NO_FACTS } from '../../src/ledger/facts.ts';
import { noticeSchema } from '../../src/notice/notice.ts';
import { attempted, type Came, planRoute, type Sending } from '../../src/plan/route.ts';
import type { LoadedRules } from '../../src/policy/rules.ts';
import { msOf } from '../../src/time/instant.ts';
import * as sample from '../ledger/sample.ts';
import { rulesOf } from '../nouns/sample.ts';

const AT = '2026-11-22T09:00:05Z';
const GOVERNANCE = { id: sample.REPOSITORY, name: 'acme/governance', webUrl: 'https://github.com' };
const loaded: LoadedRules = { ok: true, rules: rulesOf() };

function planned(drafts: readonly Draft[] = [], rules = loaded, at = AT) {
  const { links } = extend(null, [...sample.story, ...drafts], sample.AT);
  return planRoute(addEntries(NO_FACTS, links), rules, at, GOVERNANCE);
}
function onlyOne({ due }: { readonly due: readonly Sending[] }): Sending {
  const [sending, ...others] = due;
  if (sending === undefined || others.length > 0) throw new Error(`expected one sending, seen ${due.length}`);
  return sending;
}

describe('what is told', () => {
  it('names the release exactly, with the head of the ledger as witness, and nothing of the content', () => {
    const { notice, way } = onlyOne(planned());
    expect(noticeSchema.parse(notice)).toEqual(notice);
    expect(way).toMatchObject({ by: 'dispatch', repository: { id: 9002 } });
    expect(notice).toMatchObject({
      type: 'packet.released',
      timestamp: sample.AT,
      data: { packet: 'bpe-2026-014', revision: 1, release: { number: 13 }, ledger: { number: 13 } },
    });
    expect(notice.data.digests).toEqual(sample.terms.digests);
  });

  it('has the same id at each attempt, and another for another recipient, news, release or repository', () => {
    const first = onlyOne(planned()).notice.id;
    const failed = sample.notice('unsent', 13);
    expect(onlyOne(planned([failed], loaded, '2026-11-22T10:00:00Z')).notice.id).toBe(first);
    const others = planned([sample.withdrawn]).due.map(({ notice }) => notice.id);
    const { links } = extend(null, sample.story, '2026-11-22T09:00:06Z');
    const elsewhere = planRoute(addEntries(NO_FACTS, links), loaded, '2026-11-22T09:00:06Z', GOVERNANCE);
    const foreign = planRoute(addEntries(NO_FACTS, links), loaded, '2026-11-22T09:00:06Z', { ...GOVERNANCE, id: 9 });
    const ids = [first, ...others, onlyOne(elsewhere).notice.id, onlyOne(foreign).notice.id];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('waits for its instant, and for rules that cannot be read', () => {
    const failed = sample.notice('unsent', 13);
    expect(planned([failed])).toMatchObject({ due: [], next: '2026-11-22T09:01:05Z' });
    expect(planned([], { ok: false, problems: [] })).toEqual({ due: [], next: null });
  });

  it('is no more than one ledger commit takes at once; the rest is due at once after it', () => {
    const release = sample.released(8);
    if (release.kind !== 'released') throw new Error('no release');
    const repositories = Array.from({ length: 30 }, (_, index) => 9002 + index);
    const body = { ...release.body, audience: { ...release.body.audience, repositories } };
    const { links } = extend(null, [...sample.story.slice(0, -1), { kind: 'released', body }], sample.AT);
    const { due, next } = planRoute(addEntries(NO_FACTS, links), loaded, AT, GOVERNANCE);
    expect([due.length, next]).toEqual([20, AT]);
    // What the council's policy does not name is not reached by a guess.
    expect(due[1]?.way).toEqual({ by: 'none', reason: expect.stringContaining('no longer names repository 9003') });
  });
});

describe('what is recorded of an attempt', () => {
  const sending = onlyOne(planned());
  const recorded = (attempt: number, came: Came) => attempted({ ...sending, attempt }, came, AT);
  const waits = (attempt: number, waitMs?: number) => {
    const draft = recorded(attempt, { came: 'failed', reason: 'no', ...(waitMs !== undefined && { waitMs }) });
    return draft.kind === 'unsent' ? (msOf(draft.body.retry_at) - msOf(AT)) / 60_000 : draft.kind;
  };

  it('pauses longer each time, and ends with a dead letter, as docs/routing.md says', () => {
    const pauses = Array.from({ length: 10 }, (_, index) => waits(index + 1));
    expect(pauses).toEqual([1, 5, 30, 120, 300, 600, 840, 1200, 1440, 'dead-letter']);
    const page = readFileSync(new URL('../../docs/routing.md', import.meta.url), 'utf8');
    const told = pauses.map((pause) => {
      if (typeof pause === 'string') return 'given up';
      return pause < 60 ? `${pause} min` : `${pause / 60} h`;
    });
    expect(page).toContain(`| wait | ${told.join(' | ')} |`);
  });

  it('waits as long as the receiver asks, but never shorter, and never longer than a day', () => {
    expect(waits(1, 20 * 60_000)).toBe(20);
    expect(waits(3, 60_000)).toBe(30);
    expect(waits(1, 90 * 24 * 3_600_000)).toBe(24 * 60);
  });

  it('gives up at once what would be told the same again', () => {
    expect(recorded(1, { came: 'refused', reason: 'gone' })).toMatchObject({
      kind: 'dead-letter',
      body: { attempt: 1 },
    });
  });

  it('keeps a reason of any text on one bounded line', () => {
    const draft = recorded(1, { came: 'failed', reason: `a\nb\u0007${'x'.repeat(900)}\ud800` });
    if (draft.kind === 'sent') throw new Error('expected a failure');
    expect(draft.body.reason).toMatch(/^a b x{400}/);
    expect(draft.body.reason.length).toBeLessThanOrEqual(500);
    expect(() => extend(null, [sample.genesis, draft], AT)).not.toThrow();
    expect(recorded(1, { came: 'failed', reason: '' })).toMatchObject({ body: { reason: 'no reason was given' } });
  });
});
