import { describe, expect, it } from 'vitest';
import { alike } from '../../src/insight/history/alike.ts';
import { storiesIn } from '../../src/insight/history.ts';
import { namesIn } from '../../src/insight/names.ts';
import type { Body, Draft } from '../../src/ledger/entry.ts';
import * as sample from '../ledger/sample.ts';
import { Writer } from './writer.ts';

const other = { packet: 'bpe-2026-015', pull: 8, head: sample.oid('b') };
const told = (writer: Writer) => {
  const story = storiesIn(writer.links).tell('bpe-2026-014', namesIn(null, []));
  if ('alike' in story) throw new Error('the packet is not known');
  return story.events;
};
const numbers = (writer: Writer) => told(writer).map(({ entry }) => entry);
const incident = (body: Partial<Body<'incident'>>): Draft => ({
  kind: 'incident',
  body: { ...sample.incident.body, ...body },
});

describe('the story of a packet', () => {
  it('leaves out what another packet did, on whatever pull request', () => {
    const writer = new Writer();
    const own = [writer.proposed() - 2, writer.links.length - 2, writer.links.length - 1];
    writer.proposed(other);
    writer.add({ ...sample.reviewSeen, body: { ...sample.reviewSeen.body, pull: 8 } });
    own.push(writer.add(sample.reviewSeen));
    expect(numbers(writer)).toEqual(own);
    // The pull request carries another packet now: what happens there is that packet's.
    writer.proposed({ ...other, pull: 7 });
    writer.add(sample.reviewSeen);
    expect(numbers(writer)).toEqual(own);
  });

  it('has what was asked for on its issue, what was corrected, and what it was told', () => {
    const writer = new Writer();
    writer.proposed();
    writer.released();
    const [asked] = sample.commands;
    if (asked?.kind !== 'command') throw new Error('the first sample is a command');
    const on = (number: number): Draft => ({
      kind: 'command',
      body: { ...asked.body, pull: null, issue: { repository: 9002, number }, head: null, answer: 'counted' },
    });
    const command = writer.add(on(3));
    writer.add(on(4));
    const correction = writer.corrected('blocked-path');
    expect(numbers(writer).slice(-2)).toEqual([command, correction]);
    expect(told(writer).at(-1)).toMatchObject({
      kind: 'correction',
      says: 'bpe-2026-014 revision 1 corrected by cyd: blocked-path',
      details: ['on repository 9002#3: the direct promotion is not listed'],
    });
  });

  it('has the incidents of its council and of everything while it was under way, and those that name it', () => {
    const writer = new Writer();
    const before = writer.add(incident({ council: 'release-integrity' }));
    writer.add({ ...sample.lifted(before) });
    writer.proposed();
    const during = writer.add(incident({ council: 'release-integrity' }));
    const alarmed = writer.add(sample.alarmed(during));
    writer.add(incident({ council: 'enterprise' }));
    const everything = writer.add(incident({ council: null }));
    const lifted = writer.add(sample.lifted(during));
    writer.released();
    writer.add(incident({ council: 'release-integrity' }));
    const copied = writer.add(incident({ council: 'enterprise', what: 'a copy of bpe-2026-014 is elsewhere' }));
    writer.add(incident({ council: 'enterprise', what: 'a copy of bpe-2026-0145 is elsewhere' }));
    const incidents = told(writer).filter(({ kind }) => ['incident', 'alarmed', 'lifted'].includes(kind));
    expect(incidents.map(({ entry }) => entry)).toEqual([during, alarmed, everything, lifted, copied]);
    expect(incidents[0]?.details).toContain(sample.incident.body.what);
  });

  it('calls numbers as the policies do, and by what they are where those do not say', () => {
    const writer = new Writer();
    writer.proposed();
    const [seen] = told(writer);
    expect(seen?.details[0]).toContain('pushed by account 12');
    const people = { people: { ben: { accounts: [{ login: 'ben', id: 12 }] } }, agents: [] };
    const story = storiesIn(writer.links).tell('bpe-2026-014', namesIn(people, []));
    expect('events' in story && story.events[0]?.details[0]).toContain('pushed by ben');
  });
});

describe('ids that look alike', () => {
  const names = ['bpe-2026-014', 'bpe-2026-015', 'bpe-2025-014', 'key-rotation', 'bpe-2026-014-retry'];

  it.each([
    ['bpe-2026-041', ['bpe-2026-014', 'bpe-2025-014', 'bpe-2026-015']],
    ['BPE-2026-014', ['bpe-2026-014', 'bpe-2025-014', 'bpe-2026-015', 'bpe-2026-014-retry']],
    ['rotation', ['key-rotation']],
    ['key-rotatoin', ['key-rotation']],
    ['something else', []],
    ['x'.repeat(100_000), []],
  ])('as %s are the likest first', (asked, found) => {
    expect(alike(asked, names)).toEqual(found);
  });
});
