import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { canonicalJson, sha256 } from '../../src/digest/digest.ts';
import { listing } from '../../src/packet/revision.ts';
import { type Cases, json, list, refuses, text } from './vectors.ts';

/** golang.org/x/mod, dirhash: the digest of a revision is `h1:` and base64 there, and names have no prefix. */
export function dirhash(): Cases {
  const file = z.object({ name: z.string(), contentBase64: z.base64() });
  const shape = z.array(z.object({ source: z.string(), expected: z.string().optional(), files: z.array(file) }));
  return json(shape, 'dirhash', 'h1-vectors.json').map(({ source, expected, files }) => {
    const entries = files.map(({ name, contentBase64 }) => ({
      name,
      sha256: sha256(Buffer.from(contentBase64, 'base64')),
    }));
    const sums = () => listing('x', entries).replaceAll('  packets/x/', '  ');
    const h1 = () => `h1:${Buffer.from(sha256(sums()).slice('sha256:'.length), 'hex').toString('base64')}`;
    return [source, () => (expected === undefined ? refuses(h1, RangeError) : h1() === expected)];
  });
}

/** cyberphone/json-canonicalization: input, and the exact bytes that RFC 8785 makes of it. */
export function jcsFiles(): Cases {
  return list('jcs-rfc8785', 'input').map((path) => {
    const output = text('jcs-rfc8785', 'outhex', basename(path).replace(/\.json$/, '.txt')).replaceAll(/\s/g, '');
    return [
      basename(path),
      () => Buffer.from(canonicalJson(JSON.parse(readFileSync(path, 'utf8')))).toString('hex') === output,
    ];
  });
}

/** The same source: the bits of a double in hexadecimal, and how it is written. */
export function jcsNumbers(): Cases {
  const lines = text('jcs-rfc8785', 'es6-numbers-1000.txt')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const [bits = '', written] = line.split(',');
    const number = Buffer.from(bits.padStart(16, '0'), 'hex').readDoubleBE();
    return [line, () => canonicalJson(number) === written];
  });
}
