import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../docs/examples/packets/bpe-2026-014');

/** The files of the example packet, by their names in it. */
export function exampleFiles(): { name: string; bytes: Uint8Array }[] {
  return readdirSync(FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(FOLDER.length + 1), bytes: readFileSync(path) }));
}
