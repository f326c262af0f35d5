// Writes packet folders with names and contents of all sorts below the directory that it is given, the listing of
// each as <id>.sums beside `packets`, and prints each id with the revision digest that this project computes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { sha256 } from '../../src/digest/digest.ts';
import { collisions, unsafePath } from '../../src/packet/path.ts';
import { listing, revisionDigest } from '../../src/packet/revision.ts';

const root = process.argv[2];
if (root === undefined) throw new Error('expected a directory, seen none');

// The last two sort the other way round as UTF-16 than as UTF-8, by which the listing goes.
const letters = fc.constantFrom(...'abcXYZ019 ._+-@,()=äßéжλ語', '\ufa0e', '\u{10400}');
const segment = fc.string({ unit: letters, minLength: 1, maxLength: 12 });
const path = fc
  .array(segment, { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join('/'))
  .filter((name) => unsafePath(name) === undefined);
const folder = fc
  .array(fc.record({ name: path, bytes: fc.uint8Array({ maxLength: 200 }) }), { minLength: 1, maxLength: 12 })
  .filter((files) => collisions(files.map(({ name }) => name)).length === 0);

for (const [index, files] of fc.sample(folder, { numRuns: 200, seed: 20261122 }).entries()) {
  const id = `case-${String(index).padStart(3, '0')}`;
  for (const { name, bytes } of files) {
    const target = join(root, 'packets', id, name);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const listed = files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) }));
  writeFileSync(join(root, `${id}.sums`), listing(id, listed));
  console.log(`${id} ${revisionDigest(id, listed)}`);
}
