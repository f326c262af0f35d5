import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesFor, parseCodeowners } from '../../src/codeowners/codeowners.ts';
import { matches, stepsOf } from '../../src/codeowners/pattern.ts';
import { ownersIn } from './sample.ts';

const matched = (pattern: string, paths: readonly string[]) => {
  const parsed = stepsOf(pattern);
  return 'steps' in parsed ? paths.filter((path) => matches(parsed.steps, path)) : [parsed.why];
};
const problems = (text: string) => parseCodeowners(text).problems.map(({ line, column }) => [line, column]);

describe('a pattern of CODEOWNERS', () => {
  const paths = [
    'foo',
    'foo/bar',
    'foo/bar/baz',
    'bar/foo',
    'bar/foo/baz',
    'food',
    'Foo',
    'x.js',
    'a/b.js',
    'foo/x/baz',
    'foo/x/y/baz',
  ];
  const inFoo = ['foo/bar', 'foo/bar/baz', 'foo/x/baz', 'foo/x/y/baz'];

  it('without a slash matches at any depth, a file or all that is in a folder', () => {
    expect(matched('foo', paths)).toEqual([
      'foo',
      'foo/bar',
      'foo/bar/baz',
      'bar/foo',
      'bar/foo/baz',
      'foo/x/baz',
      'foo/x/y/baz',
    ]);
    expect(matched('*.js', paths)).toEqual(['x.js', 'a/b.js']);
    expect(matched('*', paths)).toEqual(paths);
  });

  it('with a slash at the start or in the middle is tied to the root', () => {
    expect(matched('/foo', paths)).toEqual(['foo', ...inFoo]);
    expect(matched('foo/bar', paths)).toEqual(['foo/bar', 'foo/bar/baz']);
    expect(matched('bar/foo', paths)).toEqual(['bar/foo', 'bar/foo/baz']);
  });

  it('with a slash at the end matches what is in a folder and no file', () => {
    expect(matched('foo/', paths)).toEqual(['foo/bar', 'foo/bar/baz', 'bar/foo/baz', 'foo/x/baz', 'foo/x/y/baz']);
    expect(matched('/foo/', paths)).toEqual(inFoo);
  });

  it('with a lone asterisk at the end stays with the direct children', () => {
    expect(matched('foo/*', paths)).toEqual(['foo/bar']);
    expect(matched('/*', paths)).toEqual(['foo', 'food', 'Foo', 'x.js']);
    expect(matched('/f*', paths)).toEqual(['foo', ...inFoo.slice(0, 2), 'food', ...inFoo.slice(2)]);
  });

  it('with two asterisks spans any number of folders', () => {
    expect(matched('foo/**', paths)).toEqual(inFoo);
    expect(matched('foo/**/baz', paths)).toEqual(['foo/bar/baz', 'foo/x/baz', 'foo/x/y/baz']);
    expect(matched('**/foo', paths)).toEqual([
      'foo',
      'foo/bar',
      'foo/bar/baz',
      'bar/foo',
      'bar/foo/baz',
      'foo/x/baz',
      'foo/x/y/baz',
    ]);
    expect(matched('foo/*/baz', paths)).toEqual(['foo/bar/baz', 'foo/x/baz']);
    expect(matched('**', paths)).toEqual(paths);
  });

  it('knows one character, a literal asterisk and an escaped space, and tells capitals apart', () => {
    expect(matched('f?o', ['foo', 'fo', 'f/o', 'f😀o'])).toEqual(['foo', 'f😀o']);
    expect(matched('f\\*o', ['f*o', 'foo'])).toEqual(['f*o']);
    expect(matched('my\\ file', ['my file', 'my\\ file'])).toEqual(['my file']);
    expect(matched('FOO', ['foo', 'FOO'])).toEqual(['FOO']);
    expect(matched('a.c', ['abc', 'a.c'])).toEqual(['a.c']);
  });

  it('is none where GitHub knows no such thing: negation, ranges, an escaped number sign', () => {
    for (const pattern of ['!foo', 'a[bc]d', '/apps/[param]/x', '\\#a', 'a***', 'a\\', '/', '//', 'a//b'])
      expect(stepsOf(pattern)).toHaveProperty('why');
  });

  it('matches as the regular expression of the same meaning does', () => {
    const part = fc.constantFrom('a', 'b', 'ab', '*', '**', '?', 'a*', '*b', 'a?b');
    const pattern = fc
      .tuple(fc.constantFrom('', '/'), fc.array(part, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
      .map(([start, parts, end]) => start + parts.join('/') + end);
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab', 'aab', 'c'), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(pattern, path, (wanted, given) => {
        const parsed = stepsOf(wanted);
        fc.pre('steps' in parsed);
        expect('steps' in parsed && matches(parsed.steps, given)).toBe(asRegExp(wanted).test(given));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes a moment, whatever the pattern: nothing is tried twice', () => {
    const hostile = [
      `${'*a'.repeat(2000)}b`,
      `/${'**/a/'.repeat(1000)}b`,
      `/${'*/'.repeat(2000)}`,
      `${'?*'.repeat(2000)}`,
    ];
    const path = [...Array(15).fill('a'.repeat(250)), ...Array(150).fill('a'), 'c'].join('/');
    const began = performance.now();
    for (const pattern of hostile) matched(pattern, [path]);
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('CODEOWNERS', () => {
  it('B08: lets the last line that matches decide alone', () => {
    const text = '* @a\n/packets/ @b @org/c\n/packets/*.yaml @d\n';
    expect(ownersIn(text, 'README')).toBe('@a');
    expect(ownersIn(text, 'packets/x/p.yaml')).toBe('@b @org/c');
    expect(ownersIn(text, 'packets/p.yaml')).toBe('@d');
  });

  it('B06: tells a path that is taken out of ownership from one that no line speaks of', () => {
    const text = '/packets/ @org/council\n/packets/private # nobody\n';
    expect(ownersIn(text, 'packets/x')).toBe('@org/council');
    expect(ownersIn(text, 'packets/private/x')).toBe('unowned');
    expect(ownersIn(text, 'elsewhere')).toBe('unmatched');
    expect(ownersIn('', 'packets/x')).toBe('unmatched');
  });

  it('reads users, teams, e-mail addresses, comments, blank lines and line ends of Windows', () => {
    const text = '# all\r\n\r\n  *\t@a  @org/team-1 docs@example.com # why\r\n#* @b\r\n';
    expect(parseCodeowners(text).problems).toEqual([]);
    expect(ownersIn(text, 'x')).toBe('@a @org/team-1 docs@example.com');
  });

  it('B05: has a problem with line and column for every line that GitHub would skip, and keeps the others', () => {
    const text = '* @a\npackets/ not-an-owner\n!x @a\n/a/[b] @a\n/c @a @/x @b\n  \\#d @a\ne @a#b\n/f @a\n';
    expect(problems(text)).toEqual([
      [2, 10],
      [3, 1],
      [4, 1],
      [5, 7],
      [6, 3],
      [7, 3],
    ]);
    expect(parseCodeowners(text).lines.map(({ line }) => line)).toEqual([1, 8]);
  });

  it('C18: has a problem where a line holds what nobody sees', () => {
    expect(problems('\ufeff* @a\n')).toEqual([[1, 1]]);
    expect(problems('/a\u202e @a\n/b\0 @a\n')).toEqual([
      [1, 3],
      [2, 3],
    ]);
  });

  it('B04: is not read in part when it has 3 MB or more', () => {
    const full = '#'.repeat(3 * 1024 * 1024);
    expect(parseCodeowners(full)).toMatchObject({ lines: [], problems: [{ line: 1 }] });
    expect(parseCodeowners(full.slice(1))).toEqual({ lines: [], problems: [] });
  });

  it('is consulted by those lines only that decide about one of the paths', () => {
    const { lines } = parseCodeowners('* @a\n/packets/ @b\n/packets/x/ @c\n/docs/ @d\n');
    const consulted = (...paths: string[]) => linesFor(lines, paths).map(({ line }) => line);
    expect(consulted('packets/x/a', 'packets/x/b')).toEqual([3]);
    expect(consulted('packets/y/a', 'packets/x/b', 'README')).toEqual([1, 2, 3]);
    expect(consulted()).toEqual([]);
  });

  it('is read whatever it holds, and never throws', () => {
    const row = fc.string({ unit: fc.constantFrom(...'ab/*?\\#![] @.-\t\n\r\0é😀'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(row, fc.string({ unit: 'binary' })), row, (text, path) => {
        const { lines, problems } = parseCodeowners(text);
        expect(lines.length + problems.length).toBeLessThanOrEqual(text.split('\n').length);
        linesFor(lines, [path]);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The same meaning, said once more as a regular expression: slow on hostile patterns, easy to compare with the docs. */
function asRegExp(pattern: string): RegExp {
  const parts = pattern.replace(/^\//, '').replace(/\/$/, '').split('/');
  const isTied = pattern.startsWith('/') || parts.length > 1;
  const one = (part: string) => part.replaceAll('?', '[^/]').replaceAll('*', '[^/]*');
  let source = isTied ? '' : '(?:.*/)?';
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    if (part === '**') source += isLast ? '.+' : '(?:.*/)?';
    else source += (part === '*' ? '[^/]+' : one(part)) + (isLast ? '' : '/');
  }
  const last = parts.at(-1);
  const below = pattern.endsWith('/') && last !== '**' ? '/.+' : last === '*' || last === '**' ? '' : '(?:/.*)?';
  return new RegExp(`^${source}${below}$`, 'u');
}
