import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Digest, sha256 } from '../../src/digest/digest.ts';
import { listing, revisionDigest } from '../../src/packet/revision.ts';

const file = (name: string, content: string) => ({ name, sha256: sha256(content) });
const folder = [file('packet.yaml', 'schema: x\n'), file('evidence/ä.txt', ''), file('Z.md', 'z'), file('a.md', 'a')];

describe('the listing of a packet', () => {
  it('is what sha256sum prints for the folder, sorted by bytes', () => {
    expect(listing('bpe-1', folder)).toBe(
      [
        '594e519ae499312b29433b7dd8a97ff068defcba9755b6d5d00e84c524d67b06  packets/bpe-1/Z.md',
        'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  packets/bpe-1/a.md',
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  packets/bpe-1/evidence/ä.txt',
        '8050013ed6fc646dc80a2fbe308b093dda44be44e0661c90ef78a7b720db1042  packets/bpe-1/packet.yaml',
        '',
      ].join('\n'),
    );
  });

  it('goes by the bytes of UTF-8 where UTF-16 would sort otherwise', () => {
    const [high, beyond] = ['\ufa0e', '\u{10400}'];
    expect([beyond, high].sort()).toEqual([beyond, high]);
    const lines = listing('x', [file(beyond, ''), file(high, '')]).split('\n');
    expect(lines.map((line) => line.slice(-1 * (line.endsWith(beyond) ? 2 : 1)))).toEqual([high, beyond, '']);
  });

  it('C05: is never made of a name that would make it ambiguous, or of one name twice', () => {
    for (const name of ['a\nb', 'a\rb', 'a\\b', 'a\0', '\ud800'])
      expect(() => listing('x', [file(name, '')])).toThrow(RangeError);
    expect(() => listing('x', [file('a', '1'), file('a', '2')])).toThrow(RangeError);
    expect(() => listing('x\ny', [file('a', '1')])).toThrow(RangeError);
  });
});

describe('the digest of a revision', () => {
  it("is the sum that Go's dirhash finds for the same folder", () => {
    expect(revisionDigest('bpe-1', folder)).toBe(
      'sha256:dd9a09e2af4429cc972a594b213f72072f63b02d71887bceaab6ef17719ea545',
    );
    expect(revisionDigest('empty', [])).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  const names = fc.uniqueArray(
    fc.string({ unit: fc.constantFrom(...'abAB/.é\u{10400}\ufa0e'), minLength: 1, maxLength: 8 }),
    { minLength: 1, maxLength: 8 },
  );
  const digests = fc.uint8Array({ maxLength: 4 }).map(sha256);
  const files = names.chain((list) =>
    fc.tuple(...list.map((name) => fc.record({ name: fc.constant(name), sha256: digests }))),
  );

  it('does not depend on the order in which the files come', () => {
    fc.assert(
      fc.property(files, fc.infiniteStream(fc.integer()), (list, random) => {
        const shuffled = list.map((entry) => ({ entry, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
        expect(
          revisionDigest(
            'x',
            shuffled.map(({ entry }) => entry),
          ),
        ).toBe(revisionDigest('x', list));
      }),
    );
  });

  it('C22: changes with every byte, name, file and packet', () => {
    fc.assert(
      fc.property(files, fc.nat(), (list, pick) => {
        const index = pick % list.length;
        const changed = (change: (entry: { name: string; sha256: Digest }) => object) =>
          list.map((entry, at) => (at === index ? { ...entry, ...change(entry) } : entry));
        const others = [
          revisionDigest(
            'x',
            changed(() => ({ sha256: sha256('other bytes') })),
          ),
          revisionDigest(
            'x',
            changed(({ name }) => ({ name: `${name}~` })),
          ),
          revisionDigest('x', list.toSpliced(index, 1)),
          revisionDigest('x', [...list, file('a new file', '')]),
          revisionDigest('y', list),
        ];
        expect(new Set([revisionDigest('x', list), ...others]).size).toBe(others.length + 1);
      }),
    );
  });
});
