import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { WrongArgument } from '../../audit/wrong-argument.ts';

/**
 * The bytes of an ordinary file. Null where there is none, where it is a link or a device, or where it is larger than
 * `limit`: whatever stands there is asked before it is read, and again once it is open.
 */
export async function ordinaryFile(path: string | Buffer, limit: number): Promise<Uint8Array | null> {
  // A pipe that nobody writes to would be waited for, and a link be followed, between the two looks at it.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) return null;
  const file = await open(path, flags).catch(() => null);
  if (file === null) return null;
  try {
    const opened = await file.stat();
    if (!opened.isFile() || opened.size > limit) return null;
    const bytes = await file.readFile();
    return bytes.byteLength > limit ? null : bytes;
  } finally {
    await file.close();
  }
}

/** The bytes of a file that the caller named. Throws `WrongArgument`. */
export async function namedFile(path: string, limit: number): Promise<Uint8Array> {
  const bytes = await ordinaryFile(path, limit);
  if (bytes !== null) return bytes;
  const found = await lstat(path).catch(() => null);
  const seen = found === null ? 'nothing' : found.isFile() ? `${found.size} bytes` : 'something else';
  throw new WrongArgument(`expected a readable file of at most ${limit} bytes at \`${path}\`, seen ${seen}`);
}
