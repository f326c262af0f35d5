import { lstat, readdir, readlink } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import { gitBlobId } from '../../digest/digest.ts';
import { MAX_FILE_BYTES, MAX_FILES, MAX_PACKET_BYTES } from '../../packet/limits.ts';
import type { FileSeen, FolderSeen } from '../../verify/observation/folder.ts';
import { ordinaryFile } from './file.ts';
import { type WorkTree, workTreeOf } from './work-tree.ts';

/** A folder with more than this is not listed to its end: it is too large many times over. */
const MOST_LISTED = 20 * MAX_FILES;
const ORDINARY = '100644';

/** A packet's folder on disk, and what git knows of it; `tree` is null outside of every work tree. */
export interface DiskFolder {
  readonly folder: FolderSeen;
  readonly tree: WorkTree | null;
}

/**
 * Everything below a packet's folder on disk, as git would store it and the bot then see it: links and submodules as
 * such, never what they lead to; without what git ignores. Too much or too large, it is listed and not read.
 * Throws `WrongArgument` where there is no folder.
 */
export async function readDiskFolder(path: string): Promise<DiskFolder> {
  // Without the slash at the end, with which a link would be looked through.
  const place = resolve(path);
  const found = await lstat(place).catch(() => null);
  if (!found?.isDirectory()) {
    const seen = found === null ? 'nothing' : found.isSymbolicLink() ? 'a symbolic link' : 'a file';
    throw new WrongArgument(`expected the folder of a packet at \`${path}\`, seen ${seen}`);
  }
  const tree = await workTreeOf(place);
  const listed: Listed[] = [];
  await listBelow(Buffer.from(place), '', listed);
  const entries = listed.filter(({ name }) => !tree?.ignored.has(name)).map((entry) => withTrackedMode(entry, tree));
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const fits = entries.length <= MAX_FILES && total <= MAX_PACKET_BYTES;
  const files = await Promise.all(entries.map((entry) => (fits ? withBytes(entry) : seen(entry, null))));
  return { folder: { id: basename(place), truncated: false, entries: files }, tree };
}

/** An entry by its name in the folder. Names are bytes on disk, which need not be text. */
interface Listed {
  readonly name: string;
  readonly path: Buffer;
  readonly mode: string;
  readonly size: number;
}

/** In the order of the bytes of the names, whatever the file system's own. */
async function listBelow(folder: Buffer, prefix: string, listed: Listed[]): Promise<void> {
  const names = await readdir(folder, { encoding: 'buffer' });
  for (const bytes of names.sort(Buffer.compare)) {
    if (listed.length > MOST_LISTED) return;
    const path = Buffer.concat([folder, Buffer.from('/'), bytes]);
    const name = `${prefix}${bytes.toString('utf8')}`;
    const found = await lstat(path);
    if (!found.isDirectory()) {
      const target = found.isSymbolicLink() ? await readlink(path, 'buffer') : null;
      listed.push({ name, path, mode: modeOf(found), size: target?.byteLength ?? found.size });
    } else if (await isRepository(path, bytes)) listed.push({ name, path, mode: '160000', size: 0 });
    else await listBelow(path, `${name}/`, listed);
  }
}

/** What holds a repository of its own is a submodule to the one around it. */
async function isRepository(path: Buffer, name: Buffer): Promise<boolean> {
  const own = await lstat(Buffer.concat([path, Buffer.from('/.git')])).catch(() => null);
  return own !== null || name.equals(Buffer.from('.git'));
}

/** Git's modes; for what git does not store, the number that the system has for it. */
function modeOf(found: Awaited<ReturnType<typeof lstat>>): string {
  const mode = Number(found.mode);
  if (found.isSymbolicLink()) return '120000';
  if (found.isFile()) return mode & 0o100 ? '100755' : ORDINARY;
  return (mode & 0o170000).toString(8).padStart(6, '0');
}

/** Where the file system knows no executables, git goes by what it tracks (`core.fileMode`). */
function withTrackedMode(entry: Listed, tree: WorkTree | null): Listed {
  if (tree === null || tree.fileMode || entry.mode !== '100755') return entry;
  return { ...entry, mode: tree.executable.has(entry.name) ? '100755' : ORDINARY };
}

async function withBytes(entry: Listed): Promise<FileSeen> {
  if (entry.mode !== ORDINARY || entry.size > MAX_FILE_BYTES) return seen(entry, null);
  const bytes = await ordinaryFile(entry.path, MAX_FILE_BYTES);
  if (bytes === null) throw new WrongArgument(`expected to read \`${entry.path.toString('utf8')}\`, seen otherwise`);
  return seen(entry, bytes);
}

function seen({ name, mode, size }: Listed, bytes: Uint8Array | null): FileSeen {
  return { name, mode, size: bytes?.byteLength ?? size, oid: bytes === null ? '' : gitBlobId(bytes), bytes };
}
