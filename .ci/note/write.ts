// Writes signed heads into a folder and prints the verifier key of each: `write.ts FOLDER`.
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../../src/digest/digest.ts';
import { publicKeyText, verifierKey } from '../../src/ledger/key.ts';
import { origin, signNote } from '../../src/ledger/note.ts';

const folder = process.argv[2] ?? '.';
const newKey = () => generateKeyPairSync('ed25519').privateKey;
for (const [repository, number] of [
  [1, 0],
  [9001, 41],
  [Number.MAX_SAFE_INTEGER, 99_999_999],
] as const) {
  // Two signatures, as while one key takes the place of another: a reader that knows either takes the note.
  const keys = [newKey(), newKey()];
  const file = join(folder, `${repository}.head`);
  writeFileSync(file, signNote(repository, { number, hash: sha256(`entry ${number}`) }, keys));
  for (const key of keys) console.log(`${verifierKey(origin(repository), publicKeyText(key))} ${file}`);
}
