import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { Digest } from '../digest/digest.ts';
import { type Json, readJson } from '../document/json.ts';

/** More than GitHub takes as a predicate (16 MB), in base64. */
const LARGEST_BYTES = 32 * 2 ** 20;

/** A file that the workflow names and that is not what it should be. The message says what was seen. */
export class WrongFile extends Error {
  override readonly name = 'WrongFile';
}

/** The sha256 of a file of any size. Throws `WrongFile`. */
export async function digestOfFile(path: string): Promise<Digest> {
  await sizeOf(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch(unread(path));
  return `sha256:${hash.digest('hex')}`;
}

/** A file of at most 32 MiB that every reader of JSON reads alike. Throws `WrongFile`. */
export async function jsonOfFile(path: string): Promise<{ readonly json: Json; readonly text: string }> {
  const size = await sizeOf(path);
  if (size > LARGEST_BYTES) throw new WrongFile(`\`${path}\`, which has ${size} bytes: more than ${LARGEST_BYTES}`);
  const bytes = await readFile(path).catch(unread(path));
  try {
    return { json: readJson(bytes), text: bytes.toString() };
  } catch (error) {
    if (error instanceof SyntaxError) throw new WrongFile(`\`${path}\`, which is no JSON: ${error.message}`);
    throw error;
  }
}

/** Asked before anything is opened: a pipe or a device could be read without end. */
async function sizeOf(path: string): Promise<number> {
  const stats = await stat(path).catch(unread(path));
  if (!stats.isFile()) throw new WrongFile(`\`${path}\`, which is no file`);
  return stats.size;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  ELOOP: 'is a link without end',
  ENAMETOOLONG: 'has too long a name',
};

/** What else goes wrong with a file, such as a failing disk, decides nothing and is thrown on. */
function unread(path: string): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const reason = REASONS[error.code ?? ''];
    throw reason === undefined ? error : new WrongFile(`\`${path}\`, which ${reason}`);
  };
}
