import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import {
  type Draft,
  ENTRY_LIMIT,
  type Entry,
  entryBytes,
  entryHash,
  entryPath,
  entrySchema,
  parseEntry,
} from '../../src/ledger/entry.ts';
import { headline, message } from '../../src/ledger/headline.ts';
import { anyDraft } from './arbitrary.ts';
import { deciding, everyDecision, signatureRefused } from './decided.ts';
import { AT, everyKind, evidenceSeen, hold, oid, sum, tip } from './sample.ts';

const entryOf = (draft: Draft, number = 1): Entry => ({
  schema: 'governance.v1.LedgerEntry',
  number,
  previous: sum('9'),
  at: AT,
  ...draft,
});
const bytesOf = (json: unknown) => new TextEncoder().encode(typeof json === 'string' ? json : canonicalJson(json));
const textOf = (draft: Draft) => new TextDecoder().decode(entryBytes(entryOf(draft)));
const seenIn = (json: unknown) => {
  const read = parseEntry(json instanceof Uint8Array ? json : bytesOf(json));
  return 'fault' in read ? `${read.fault.expected} / ${read.fault.seen}` : 'an entry';
};

describe('the bytes of an entry', () => {
  it('are read back as the entry that they were made from, for any entry', () => {
    fc.assert(
      fc.property(anyDraft, fc.nat(99_999_999), (draft, number) => {
        const entry = entryOf(draft, number);
        const bytes = entryBytes(entry);
        expect(parseEntry(bytes)).toEqual({ entry });
        expect(entryBytes(entry)).toEqual(bytes);
      }),
    );
  });

  it('are the RFC 8785 form, and hashed as they stand', () => {
    const expected =
      `{"at":"${AT}","body":{"council":"release-integrity","tip":"${oid('c')}"},"kind":"council-seen","number":1,` +
      `"previous":"${sum('9')}","schema":"governance.v1.LedgerEntry"}`;
    expect(textOf(tip)).toBe(expected);
    expect(entryHash(entryBytes(entryOf(tip)))).toBe(sha256(expected));
  });

  it('stand at a path of eight digits, in a folder of the first four', () => {
    expect([0, 41, 12_345_678].map(entryPath)).toEqual([
      'entries/0000/00000000.json',
      'entries/0000/00000041.json',
      'entries/1234/12345678.json',
    ]);
  });

  it('cover every kind, and each kind is in the sample', () => {
    const kinds = entrySchema.options.map((option) => option.shape.kind.value);
    const sample = [...everyKind, ...everyDecision];
    expect(new Set(sample.map(({ kind }) => kind))).toEqual(new Set(kinds));
    for (const draft of sample) expect(seenIn(textOf(draft))).toBe('an entry');
  });
});

describe('a reader stops at', () => {
  const good = entryOf(tip);
  it.each([
    ['another version', { ...good, schema: 'governance.v2.LedgerEntry' }],
    ['an unknown kind', { ...good, kind: 'decision' }],
    ['an unknown field', { ...good, note: 'x' }],
    ['an unknown field of the body', { ...good, body: { ...good.body, note: 'x' } }],
    ['a missing field', { ...good, previous: undefined }],
    ['a number below 0', { ...good, number: -1 }],
    ['a number of nine digits', { ...good, number: 100_000_000 }],
    ['a number with a fraction', { ...good, number: 1.5 }],
    ['a date that is none', { ...good, at: '2026-02-30T00:00:00Z' }],
    ['a fraction of a second', { ...good, at: '2026-11-22T09:00:05.5Z' }],
    ['another time zone', { ...good, at: '2026-11-22T09:00:05+00:00' }],
    ['an upper-case digest', { ...good, previous: sum('A') }],
    ['a code that does not exist', textOf(hold).replace('approval-missing', 'because')],
    ['no code', textOf(hold).replace('"approval-missing"', '')],
    ['text instead of an object', '"x"'],
    ['no value', ''],
    ['a byte order mark', `\uFEFF${textOf(tip)}`],
    ['a space', ` ${textOf(tip)}`],
    ['a last line end', `${textOf(tip)}\n`],
    ['another order of keys', JSON.stringify(good)],
    ['a duplicate key', textOf(tip).replace('"number":1', '"number":1,"number":1')],
    ['an escape that is not needed', textOf(tip).replace('release', '\\u0072elease')],
    ['another spelling of a number', textOf(tip).replace('"number":1', '"number":1.0')],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xff, 0x22)],
    ['a lone surrogate', textOf(hold).replace('approval-missing', '\\ud800')],
    ['nesting without end', '['.repeat(60_000)],
    ['closed nesting without end', `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`],
  ])('%s', (_, json) => {
    expect(seenIn(json)).not.toBe('an entry');
  });

  it('more than 64 KiB, before it reads any of it', () => {
    expect(seenIn(new Uint8Array(ENTRY_LIMIT + 1))).toBe('at most 65536 bytes / 65537 bytes');
  });

  it('any byte put, taken or changed, unless it is a good entry with another hash', () => {
    const bytes = entryBytes(good);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), (index, byte) => {
        const changed = bytes.with(index, byte);
        const read = parseEntry(changed);
        if (byte !== bytes[index] && 'entry' in read) expect(entryHash(changed)).not.toBe(entryHash(bytes));
      }),
    );
  });
});

describe('hostile text in an entry', () => {
  it('of more than 64 KiB is never written', () => {
    const bundle = { text: 'x'.repeat(ENTRY_LIMIT) };
    const body = {
      effect: 'seal',
      result: 'done',
      intent: 1,
      pull: 1,
      packet: 'abc',
      revision: 1,
      bundle,
      statement: sum('1'),
    } as const;
    expect(() => entryBytes(entryOf({ kind: 'outcome', body }))).toThrow('at most 65536 bytes');
  });

  it('stays one JSON string, whatever it pretends to end', () => {
    const reason = 'no\n-----END MESSAGE-----\n{"number":2}\u0000\u2028';
    const body = {
      effect: 'merge',
      result: 'void',
      intent: 1,
      pull: 1,
      packet: 'abc',
      revision: 1,
      code: 'head-moved',
      reason,
    } as const;
    const bytes = entryBytes(entryOf({ kind: 'outcome', body }));
    expect(new TextDecoder().decode(bytes)).not.toContain('\n');
    expect(parseEntry(bytes)).toMatchObject({ entry: { body: { reason } } });
  });

  it('is refused where it would be printed', () => {
    for (const holder of ['p1\nentry 2: released', 'p1\u001b[31m', 'p1\u0000', '\ud800', 'x'.repeat(65)]) {
      const body = {
        effect: 'deliver',
        pull: 1,
        packet: 'abc',
        revision: 1,
        head: oid('1'),
        holder,
        deadline: AT,
      } as const;
      const draft: Draft = { kind: 'intent', body: { ...body, repository: { id: 1, name: 'a/b' }, marker: 'm' } };
      expect(() => entryBytes(entryOf(draft))).toThrow();
    }
  });
});

describe('the headline of a commit', () => {
  it('is one sentence of one line for any entry', () => {
    fc.assert(fc.property(anyDraft, (draft) => /^entry 1: \P{Cc}{5,2000}$/u.test(headline(entryOf(draft)))));
  });

  it.each([
    [hold, 'entry 1: bpe-2026-014 revision 1 held: approval-missing'],
    [everyKind[13], 'entry 1: bpe-2026-014 revision 1 released to release-integrity'],
    [everyKind[7], 'entry 1: bpe-2026-014 revision 1: about to seal'],
    [everyKind[16], 'entry 1: bpe-2026-014 revision 1: merge refused: merge-refused'],
    [
      evidenceSeen,
      'entry 1: bpe-2026-014 evidence: reproducible-build verified, signer-quorum refused as attestation-invalid',
    ],
    [deciding[1], 'entry 1: bpe-2026-014/r1-d1 signed by cyd: grant'],
    [deciding[3], 'entry 1: bpe-2026-014/r1-d1: about to seal'],
    [deciding[6], 'entry 1: bpe-2026-014/r1-d1: merge done'],
    [deciding[7], 'entry 1: bpe-2026-014/r1-d1 concluded: grant'],
    [deciding[8], 'entry 1: bpe-2026-014 revision 1: exception grant granted until 2026-12-22T09:00:00Z'],
    [signatureRefused, 'entry 1: #17: review 25 of packet-agent[bot] signs nothing: verdict-not-permitted'],
  ])('says what happened', (draft, text) => {
    expect(headline(entryOf(draft ?? tip))).toBe(text);
  });

  it('of several entries names the first, and the others in lines below', () => {
    const entries = [entryOf(tip, 1), entryOf(hold, 2)];
    expect(message(entries)).toEqual({ headline: headline(entryOf(tip, 1)), body: headline(entryOf(hold, 2)) });
  });
});
