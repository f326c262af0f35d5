import fc from 'fast-check';
import { compress } from 'snappyjs';
import { describe, expect, it } from 'vitest';
import { unpackSnappy } from '../../../src/observe/evidence/snappy.ts';

const MOST = 1_000_000;
const unpacked = (...bytes: number[]) => unpackSnappy(Uint8Array.from(bytes), MOST);

describe('a block of Snappy', () => {
  it('gives back what another program packed, whatever it was', () => {
    const runs = fc.array(fc.tuple(fc.uint8Array({ maxLength: 70 }), fc.integer({ min: 1, max: 400 })), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(runs, (parts) => {
        const bytes = Buffer.concat(parts.flatMap(([part, times]) => Array.from({ length: times }, () => part)));
        expect(bytes.equals(unpackSnappy(compress(bytes), MOST))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('may have literals and copies of every length and distance that the format knows', () => {
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
    expect(text(unpacked(3, 0b1000, 97, 98, 99))).toBe('abc');
    // The length of a literal in a byte of its own, and in four.
    expect(text(unpacked(3, 0xf0, 2, 97, 98, 99))).toBe('abc');
    expect(text(unpacked(3, 0xfc, 2, 0, 0, 0, 97, 98, 99))).toBe('abc');
    // Copies with their distance in one, two and four bytes; longer than the distance, they repeat.
    expect(text(unpacked(8, 0b1000, 97, 98, 99, 0b0000_0101, 3))).toBe('abcabcab');
    expect(text(unpacked(8, 0b1000, 97, 98, 99, 0b0001_0010, 3, 0))).toBe('abcabcab');
    expect(text(unpacked(8, 0b1000, 97, 98, 99, 0b0001_0011, 3, 0, 0, 0))).toBe('abcabcab');
  });

  it('K27: is not unpacked at all when it promises more than is allowed', () => {
    expect(() => unpackSnappy(compress(Buffer.alloc(MOST + 1)), MOST)).toThrow(`more than ${MOST} bytes`);
    // 4 GiB less one byte, promised by five.
    expect(() => unpacked(0xff, 0xff, 0xff, 0xff, 0x0f)).toThrow(`more than ${MOST} bytes`);
  });

  it.each<[string, number[]]>([
    ['nothing', []],
    ['a length that does not end', [0xff, 0xff, 0xff, 0xff, 0xff, 1]],
    ['less than it promises', [4, 0b1000, 97, 98, 99]],
    ['more than it promises', [2, 0b1000, 97, 98, 99]],
    ['a copy beyond what it promises', [4, 0b1000, 97, 98, 99, 0b0000_0101, 3]],
    ['a literal that is cut off', [3, 0b1000, 97, 98]],
    ['a length that is cut off', [3, 0xf4, 2]],
    ['a distance that is cut off', [8, 0b1000, 97, 98, 99, 0b0001_0010, 3]],
    ['a copy of what is not there yet', [8, 0b1000, 97, 98, 99, 0b0000_0101, 4]],
    ['a copy from no distance', [8, 0b1000, 97, 98, 99, 0b0000_0101, 0]],
    // Read as a signed number, this length is -5 and leads back to its own tag for ever.
    ['a length that reads as negative', [16, 0xfc, 0xfa, 0xff, 0xff, 0xff, 0, 0, 0, 0]],
  ])('with %s is refused', (_, bytes) => {
    expect(() => unpacked(...bytes)).toThrow(SyntaxError);
  });

  it('ends in an answer or a refusal, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          expect(unpackSnappy(bytes, MOST).length).toBeLessThanOrEqual(MOST);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
