import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LARGEST_BYTES, readDocument } from '../../src/document/document.ts';
import { DEEPEST } from '../../src/document/yaml.ts';
import { bytesOf, codesOf, problemsOf, valueIn } from './sample.ts';

const anything = (text: string) => readDocument('a.yaml', bytesOf(text), z.unknown());
const bytes = (...parts: readonly (string | readonly number[])[]) => {
  const pieces = parts.map((part) => (typeof part === 'string' ? bytesOf(part) : Uint8Array.from(part)));
  return readDocument('a.yaml', Buffer.concat(pieces), z.unknown());
};

describe('a document', () => {
  it('has the values of JSON; dates and the words of older YAML stay text', () => {
    const text =
      'a: 1\nb: [true, false, null, ~]\nc: 2026-11-22\nd: 2026-11-22T09:00:00Z\ne: no\nf: 1_000\ng: 1:30\nh:\ni: -2.5e3';
    expect(valueIn(anything(text))).toEqual({
      a: 1,
      b: [true, false, null, null],
      c: '2026-11-22',
      d: '2026-11-22T09:00:00Z',
      e: 'no',
      f: '1_000',
      g: '1:30',
      h: null,
      i: -2500,
    });
  });

  it('may be JSON', () => {
    const json = { lane: 'gold', list: [1, 'two', { three: [] }], text: 'a "quoted" \u{1f600}\n' };
    expect(valueIn(anything(JSON.stringify(json)))).toEqual(json);
    expect(valueIn(anything(JSON.stringify(json, null, 2)))).toEqual(json);
    expect(valueIn(anything('{"face": "\\ud83d\\ude00"}'))).toEqual({ face: '\u{1f600}' });
  });

  it('that is no YAML is told the first place where it is none, and nothing that follows from that', () => {
    const shape = z.strictObject({ options: z.array(z.strictObject({ id: z.string(), kind: z.string() })) });
    const text = 'options:\n  - id: hold\n   kind: wait\n    title: Hold\n  - id: {\n';
    const read = readDocument('a.yaml', bytesOf(text), shape);
    expect(problemsOf(read)).toMatchObject([{ code: 'syntax', line: 3 }]);
    const [quoting] = problemsOf(anything(`a b\n  # c\n  ${'d '.repeat(5000)}`));
    expect(quoting?.message).toMatch(/^expected YAML, seen otherwise: unexpected scalar token.{1,120}$/);
  });

  it('C12: is refused in bounded time and memory when its aliases would grow without end', () => {
    const names = 'abcdefghijklmnopqrstuvwxyz';
    const lines = Array.from(
      names,
      (name, index) => `${name}: &${name} [${`*${names[index - 1] ?? 'a'},`.repeat(9)}1]`,
    );
    const began = performance.now();
    expect(codesOf(anything(lines.join('\n')))).toEqual(['alias']);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('C12: is refused for an anchor that nothing uses, and for a merge of one', () => {
    expect(codesOf(anything('a: &x 1'))).toEqual(['alias']);
    expect(codesOf(anything('a: &x {b: 1}\nc: {<<: *x}'))).toEqual(['alias']);
  });

  it('C14: has each key once, at every depth, in YAML and in JSON, also when they are equal only after unescaping', () => {
    const twice = [
      'lane: silver\nlane: gold',
      '{"verdict":"hold","verdict":"approve"}',
      'a: [{b: {c: 1, c: 2}}]',
      '{"lane": 1, "\\u006cane": 2}',
      'lane: 1\n"l\\x61ne": 2',
      '1: a\n"1": b',
      "'a': 1\na: 2",
    ];
    expect(twice.map(anything).map(codesOf)).toEqual(twice.map(() => ['duplicate-key']));
  });

  it('C15: has no types but those of JSON', () => {
    const tagged = [
      'a: !!js/function "function(){}"',
      'a: !!binary aGk=',
      'a: !!timestamp 2026-11-22',
      'a: !own x',
      'a: !!str x',
      'a: ! x',
    ];
    expect(tagged.map(anything).map(codesOf)).toEqual(tagged.map(() => ['tag']));
    expect(codesOf(anything('%YAML 1.1\n---\na: no'))).toEqual(['tag']);
  });

  it('C15: refuses numbers and words that readers of YAML take differently', () => {
    const differ = [
      '.inf',
      '-.INF',
      '.nan',
      '0o17',
      '0x1F',
      '007',
      '+1',
      '1.',
      '.5',
      'True',
      'NULL',
      '9007199254740993',
      '1e999',
    ];
    expect(differ.map((text) => codesOf(anything(`a: ${text}`)))).toEqual(differ.map(() => ['syntax']));
    expect(valueIn(anything(differ.map((text) => `- "${text}"`).join('\n')))).toEqual(differ);
  });

  it('C17: is refused and nothing else happens when it nests without end', () => {
    const half = LARGEST_BYTES / 2;
    const deep = [
      '['.repeat(100_000),
      '['.repeat(half) + ']'.repeat(half),
      '{"a":'.repeat(20_000),
      '- '.repeat(half),
      '? '.repeat(half),
      'a: ['.repeat(half / 2),
      Array.from({ length: 440 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
    ];
    expect(deep.map(anything).map(codesOf)).toEqual(deep.map(() => ['too-deep']));
  });

  it('C17: may nest as deep as files of this project ever do', () => {
    expect(anything('['.repeat(DEEPEST) + ']'.repeat(DEEPEST)).ok).toBe(true);
    expect(anything('['.repeat(DEEPEST + 1) + ']'.repeat(DEEPEST + 1)).ok).toBe(false);
  });

  it('C18: is UTF-8, and the place of the first byte that is not is told', () => {
    const wrong: number[][] = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf5, 0x80, 0x80, 0x80]];
    for (const sequence of wrong) {
      expect(problemsOf(bytes('a: ü\nb: x', sequence))).toMatchObject([{ code: 'not-utf8', line: 2, column: 5 }]);
      expect(codesOf(bytes('a: 1\n', sequence, '\nb: 2'))).toEqual(['not-utf8']);
    }
  });

  it('C18: has no byte order mark, no NUL, no other control and nothing that turns text around, written or escaped', () => {
    const strange = ['\ufeff', '\0', '\u0008', '\u001b', '\u007f', '\u0085', '\u202e', '\u2066', '\u200f', '\u{e0041}'];
    const escaped = (character: string) => `\\U${character.codePointAt(0)?.toString(16).padStart(8, '0')}`;
    expect(strange.filter((character) => anything(`a: "x${character}y"`).ok)).toEqual([]);
    expect(strange.filter((character) => anything(`${character}a: 1`).ok)).toEqual([]);
    expect(
      strange.filter((character) => !codesOf(anything(`a: "${escaped(character)}"`)).includes('character')),
    ).toEqual([]);
    expect(strange.filter((character) => anything(`"${escaped(character)}": 1`).ok)).toEqual([]);
  });

  it('C18: has no lone surrogate, which no UTF-8 could ever hold', () => {
    expect(codesOf(anything('a: "\\ud800"'))).toEqual(['character']);
    expect(codesOf(anything('a: "\\udc00\\ud800"'))).toEqual(['character']);
    expect(anything('"\\ud800": 1').ok).toBe(false);
  });

  it('is one document', () => {
    expect(codesOf(anything('a: 1\n---\nb: 2'))).toEqual(['several-documents']);
    expect(codesOf(anything('a: 1\n...\n---\n'))).toEqual(['several-documents']);
    expect(anything('---\na: 1\n...\n').ok).toBe(true);
  });

  it('is at most 100 KiB', () => {
    expect(codesOf(anything(`# ${'x'.repeat(LARGEST_BYTES)}`))).toEqual(['too-large']);
    expect(anything(`# ${'x'.repeat(LARGEST_BYTES - 2)}`).ok).toBe(true);
  });

  it('has keys that are names: none that is a list, and none that would reach into an object', () => {
    expect(anything('? [a]\n: 1').ok).toBe(false);
    expect(anything('__proto__: {polluted: true}').ok).toBe(false);
    expect(valueIn(anything('constructor: 1'))).toEqual({ constructor: 1 });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('the problems of a document', () => {
  const schema = z.strictObject({
    name: z
      .string()
      .regex(/^[a-z]+$/)
      .meta({ title: 'a small word', description: 'letters only', examples: ['gold'] }),
    count: z.int().min(1),
    rows: z.array(z.strictObject({ id: z.string() })).max(3),
  });

  it('are told in one go, in the order of the file, each with line, column, code and hint', () => {
    const text = 'name: NO\ncount: 0\nrows:\n  - {id: 1}\n  - id: a\n    id: b\n    idd: c\n  - &x {id: a}\nextra: 1\n';
    const problems = problemsOf(readDocument('a.yaml', bytesOf(text), schema));
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [1, 1, 'schema'],
      [2, 1, 'schema'],
      [4, 6, 'schema'],
      [6, 5, 'duplicate-key'],
      [7, 5, 'schema'],
      [8, 5, 'alias'],
      [9, 1, 'schema'],
    ]);
    expect(problems.every(({ path, message, hint }) => path === 'a.yaml' && message !== '' && hint !== '')).toBe(true);
  });

  it('say what was expected and seen, and how it could look', () => {
    const [problem] = problemsOf(readDocument('a.yaml', bytesOf('name: NO\ncount: 1\nrows: []\n'), schema));
    expect(problem?.message).toBe('`name`: expected a small word, seen `"NO"`');
    expect(problem?.hint).toBe('letters only, such as `gold`');
  });

  it('name every missing key, and the known keys beside an unknown one', () => {
    const problems = problemsOf(readDocument('a.yaml', bytesOf('nmae: x\n'), schema));
    expect(problems.map(({ message }) => message)).toEqual([
      '`name`: expected a small word, seen nothing',
      '`count`: expected a number, seen nothing',
      '`rows`: expected a list, seen nothing',
      'expected a known key, seen `nmae`',
    ]);
    expect(problems.at(-1)?.hint).toBe('the keys here are name, count, rows');
  });

  it('start with a small letter, end without a full stop, and quote no more than a line', () => {
    const long = `name: "${'x'.repeat(5000)}"\ncount: [\nrows: }\n`;
    for (const { message } of problemsOf(readDocument('a.yaml', bytesOf(long), schema))) {
      expect(message).toMatch(/^[a-z`]/);
      expect(message).not.toMatch(/\.$/);
      expect(message.length).toBeLessThan(300);
    }
  });

  it('are at most 100, however bad the file is', () => {
    const keys = Array.from({ length: 9000 }, (_, index) => `k${index}: 1\n`).join('');
    expect(problemsOf(readDocument('a.yaml', bytesOf(keys), schema))).toHaveLength(100);
    expect(problemsOf(anything(`[${','.repeat(100_000)}`)).length).toBeLessThanOrEqual(100);
  });

  it('can be placed later too: a value stands where its key does, an item where it begins', () => {
    const read = readDocument('a.yaml', bytesOf('name: x\ncount: 1\nrows:\n  - id: a\n  - id: b\n'), schema);
    if (!read.ok) throw new Error('expected a document');
    expect(read.places(['rows', 1, 'id'])).toEqual({ line: 5, column: 5 });
    expect(read.places(['rows', 0])).toEqual({ line: 4, column: 5 });
    expect(read.places(['rows', 7, 'id'])).toEqual({ line: 3, column: 1 });
    expect(read.places(['nowhere'])).toEqual({ line: 1, column: 1 });
  });
});
