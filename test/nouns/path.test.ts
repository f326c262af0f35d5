import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collisions, unsafePath } from '../../src/packet/path.ts';

const accepted = (names: readonly string[]) => names.filter((name) => unsafePath(name) === undefined);
const refused = (names: readonly string[]) => names.filter((name) => unsafePath(name) !== undefined);

describe('the name of a file in a packet', () => {
  it('may be what people call files, in any one script', () => {
    expect(
      refused([
        'rationale.md',
        'evidence/rebuild.txt',
        'a b (2).json',
        'Über/prüfung.md',
        'отчёт.md',
        '報告.txt',
        'α-β.txt',
        'v1.2+rc=1@x,y',
      ]),
    ).toEqual([]);
  });

  it('C05: never leads out of its folder or into a dot folder', () => {
    expect(
      accepted([
        '..',
        '../x',
        'a/../b',
        '.',
        './a',
        'a/./b',
        '/a',
        'a/',
        'a//b',
        '',
        '.hidden',
        'a/.hidden',
        '.gitmodules',
        '...',
      ]),
    ).toEqual([]);
  });

  it('C05: is never taken for .git by any file system', () => {
    expect(
      accepted([
        '.git',
        '.GIT',
        '.git/config',
        '.git ',
        '.git.',
        '.g\u200cit',
        '.\u200dgit',
        '\ufeff.git',
        'git~1',
        'GIT~1',
        'a/.git',
        '.ｇｉｔ',
        '.git::$INDEX_ALLOCATION',
        '.gi\u034ft',
      ]),
    ).toEqual([]);
  });

  it('C05: has no backslash, no control character, no line end and nothing that a shell or Windows reads otherwise', () => {
    expect(
      accepted([
        'a\\b',
        '..\\x',
        'a\nb',
        'a\r',
        'a\tb',
        'a\0',
        'a\u001bb',
        'a\u007f',
        'C:x',
        'a:b',
        'a*',
        'a?',
        'a"b',
        'a<b',
        'a|b',
        '$a',
        '`a`',
        'a;b',
        '%a%',
        "a'b",
        '#a',
        '!a',
        '~a',
        '-rf',
        ' a',
        'a ',
        'b./c',
        'b /c',
        'a.',
      ]),
    ).toEqual([]);
  });

  it('C05: is no device of Windows, whatever its ending', () => {
    expect(
      accepted([
        'aux',
        'aux.md',
        'AUX.tar.gz',
        'con',
        'nul.txt',
        'prn',
        'com1',
        'COM0.txt',
        'lpt9.log',
        'a/con/b',
        'com¹',
        'aux .md',
      ]),
    ).toEqual([]);
    expect(refused(['auxiliary.md', 'console', 'com10', 'nullify.txt'])).toEqual([]);
  });

  it('C05: has one spelling: no unseen characters, no compatibility characters, no accents on their own', () => {
    expect(
      accepted([
        'a\u200bb',
        'a\u00adb',
        'a\u2060b',
        'a\ufe0fb',
        'a\u3164b',
        'a\u202eb',
        'u\u0308ber',
        'ﬁle',
        'ａ',
        'x²',
        'a\u00a0b',
        'a\u2028b',
        'a\ud800b',
      ]),
    ).toEqual([]);
  });

  it('C05: has no word in which letters of other scripts look like Latin ones', () => {
    expect(accepted(['раcket.yaml', 'evidеnce.md', 'αlpha.txt', 'a/ехаmple'])).toEqual([]);
  });

  it('C05: is not longer than any file system takes', () => {
    expect(accepted([`${'a'.repeat(101)}`, Array(60).fill('abc').join('/')])).toEqual([]);
    expect(refused(['a'.repeat(100), '語'.repeat(33)])).toEqual([]);
  });

  it('is safe or has a reason, whatever it is, and what is safe stays inside the folder', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'ab./\\ ~\u200c\u202eG') }),
    );
    fc.assert(
      fc.property(any, (name) => {
        const why = unsafePath(name);
        const plain = name.split('/').every((part) => part !== '' && !part.startsWith('.') && !/[\\\n\0]/.test(part));
        expect(why === undefined ? plain : why.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the names of a packet', () => {
  it('C03: are told apart by every file system', () => {
    expect(collisions(['Evidence.md', 'evidence.md'])).toEqual([['Evidence.md', 'evidence.md']]);
    expect(collisions(['STRASSE', 'straße', 'a/ſ', 'A/s', 'Σας', 'σασ']).map(([, second]) => second)).toEqual([
      'straße',
      'A/s',
      'σασ',
    ]);
    expect(collisions(['\u00e9', 'e\u0301'])).toHaveLength(1);
  });

  it('C03: have no folder where another name has a file', () => {
    expect(collisions(['a', 'A/b'])).toEqual([['a', 'A/b']]);
    expect(collisions(['x/y/z', 'X/Y'])).toEqual([['x/y/z', 'X/Y']]);
  });

  it('C03: are told apart by people, too', () => {
    expect(collisions(['packet.yaml', 'раскет.yaml'])).toEqual([]);
    expect(collisions(['cop.txt', 'сор.txt'])).toEqual([['cop.txt', 'сор.txt']]);
    expect(collisions(['COX', 'СОХ'])).toHaveLength(1);
  });

  it('may share folders and beginnings', () => {
    expect(collisions(['a/b', 'a/c', 'a/b.txt', 'ab', 'packet.yaml', 'packet.yaml.md'])).toEqual([]);
  });
});
