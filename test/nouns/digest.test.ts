import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, digestOf, gitBlobId, sha256 } from '../../src/digest/digest.ts';
import { readJson } from '../../src/document/json.ts';
import { bytesOf } from './sample.ts';

describe('a digest', () => {
  it('of a value does not depend on the order of keys, and does on the order of lists', () => {
    const shuffled = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .map(([key, part]) => [key, shuffled(part)] as const)
              .reverse(),
          )
        : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digestOf(shuffled(value))).toBe(digestOf(value));
      }),
    );
    expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]));
  });

  it('is the same for what comes back from its canonical text, and differs for what differs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(canonicalJson(readJson(Buffer.from(canonicalJson(a))))).toBe(canonicalJson(a));
        expect(digestOf(a) === digestOf(b)).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });

  it('is never taken of a value that JSON cannot hold', () => {
    for (const value of [Number.NaN, Infinity, undefined, () => 1, Symbol('x'), 1n])
      expect(() => digestOf(value)).toThrow();
  });

  it('of bytes is what others find', () => {
    expect(sha256('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('é')).toBe(sha256(bytesOf('é')));
    expect(gitBlobId(bytesOf('test content\n'))).toBe('d670460b4b4aece5915caf5c68d12f560a9fe3e4');
  });
});
