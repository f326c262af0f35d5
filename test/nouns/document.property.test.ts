import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { councilFile } from '../../src/council/council.ts';
import { LARGEST_BYTES, readDocument } from '../../src/document/document.ts';
import { readPacket } from '../../src/packet/packet.ts';
import { readPeople } from '../../src/people/people.ts';
import { bytesOf, fileText, PACKET_FOLDER, problemsOf } from './sample.ts';

/** Pieces that mean something in YAML, so that most files made of them are almost right. */
const yamlish = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b',
        ': ',
        ':',
        '- ',
        '? ',
        '\n',
        '\n  ',
        '\n    ',
        ' ',
        '\t',
        '\r',
        '[',
        ']',
        '{',
        '}',
        ',',
        '"',
        "'",
        '\\',
        '\\u',
        '#',
      ],
      ...[
        '|',
        '>',
        '|2-',
        '&a ',
        '*a',
        '!t ',
        '!!int',
        '%YAML',
        '---',
        '...',
        '<<: ',
        '1',
        '-',
        '.',
        'null',
        '~',
        '\0',
        '\ufeff',
        '\x1f',
        '\x02',
        '😀',
        '\ud800',
      ],
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

const packetText = fileText(`${PACKET_FOLDER}/packet.yaml`);

describe('whatever the bytes, a document', () => {
  it('is read or refused with problems that have a place in it, and never throws', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: 'binary', maxLength: 100 }).map(bytesOf),
      yamlish.map(bytesOf),
    );
    fc.assert(
      fc.property(bytes, (content) => {
        const read = readDocument('a.yaml', content, z.unknown());
        const rows = Buffer.from(content)
          .toString('latin1')
          .split(/\r\n|\n|\r/).length;
        expect(read.ok || problemsOf(read).length > 0).toBe(true);
        for (const { line, column } of problemsOf(read)) {
          expect(line).toBeLessThanOrEqual(rows);
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never is refused without saying why, also where a key has no value at all', () => {
    const read = readPacket('packet.yaml', bytesOf('? schema\n? id\n'));
    expect(problemsOf(read).length).toBeGreaterThan(0);
  });

  it('that was a packet before one place of it changed is a packet or refused', () => {
    const change = fc.record({ at: fc.nat(packetText.length), cut: fc.nat(40), put: yamlish });
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const read = readPacket('packet.yaml', bytesOf(packetText.slice(0, at) + put + packetText.slice(at + cut)));
        expect(read.ok || problemsOf(read).length > 0).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('that holds any JSON at all never breaks the readers of rules', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const people = `{"schema": "governance.v1.People", "agents": [], "people": ${text}}`;
        const read = readPeople('people.yaml', bytesOf(people));
        expect(read.ok || problemsOf(read).length > 0).toBe(true);
        expect(readDocument('c.yaml', bytesOf(text), councilFile).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('reads back any JSON whose texts are visible and whose numbers keep their digits', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aé語😀 "\\\'#:-&*!{}[]?|>%@`,=~\n\t0') });
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 4 }, letters, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
      list: fc.array(tie('any'), { maxLength: 4 }),
      map: fc.dictionary(letters, tie('any'), { maxKeys: 4, noNullPrototype: true }),
    })).any;
    fc.assert(
      fc.property(value, (given) => {
        const read = readDocument('a.json', bytesOf(JSON.stringify(given)), z.unknown());
        expect(read.ok ? read.value : read.problems).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file of the largest size', () => {
  /** What opens, quotes, names or ends something in YAML, and what made a reader slow before. */
  const repeated = [
    '[',
    '- ',
    '? ',
    '{a: ',
    'a:\n',
    '"',
    "'",
    '&a ',
    '*a ',
    '! ',
    '%a\n',
    '---\n',
    '#\n',
    '|\n \n',
    '\t',
    '\r',
    '{},',
    '- a: b\n',
  ];
  const begun = [...repeated.map((piece) => ['', piece] as const), ['[', ','] as const, ['a: "', '"\n'] as const];

  // What grows with the square of the size does not end within the time that a test has.
  it('is read or refused, also when it says one thing over and over', () => {
    for (const [before, piece] of begun) {
      const text = before + piece.repeat(Math.floor((LARGEST_BYTES - before.length) / piece.length));
      const read = readDocument('a.yaml', bytesOf(text), z.unknown());
      expect(read, JSON.stringify(before + piece)).toHaveProperty('ok');
    }
  }, 60_000);
});
