import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import {
  type Commit,
  decodeCommit,
  decodeTree,
  encodeCommit,
  encodeTree,
  type ObjectType,
  type Oid,
  oidOf,
  type RawObject,
  type TreeEntry,
} from './object.ts';
import { packed } from './pack.ts';

/**
 * The objects of a repository, or of a whole network of forks: on GitHub, too, a commit of one fork can be reached by
 * its sha in all. A process of git costs 15 ms and a file half of one, and a rehearsal makes hundreds of objects of
 * which nobody may ever look at most: so they are kept in memory, and `save` writes what is new into a pack before git
 * itself looks at the folder. What git adds to it, as loose objects, is found by `read`.
 */
export class Objects {
  readonly dir: string;
  readonly #seen = new Map<Oid, RawObject>();
  readonly #unsaved = new Map<Oid, RawObject>();
  readonly #commits = new Map<Oid, Commit>();
  readonly #trees = new Map<Oid, readonly TreeEntry[]>();

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Stores the object and returns its name. */
  write(type: ObjectType, data: Buffer): Oid {
    const oid = oidOf(type, data);
    if (this.#seen.has(oid)) return oid;
    const object = { type, data };
    this.#seen.set(oid, object);
    this.#unsaved.set(oid, object);
    return oid;
  }

  /** Writes to the folder what is not there yet. */
  save(): void {
    const folder = join(this.dir, 'pack');
    mkdirSync(folder, { recursive: true });
    if (this.#unsaved.size === 0) return;
    const { name, pack, index } = packed(this.#unsaved);
    writeFileSync(join(folder, `${name}.pack`), pack);
    // By its index git knows a pack, and git may be reading this folder: whole, and after what it is an index of.
    writeFileSync(join(folder, 'tmp_index'), index);
    renameSync(join(folder, 'tmp_index'), join(folder, `${name}.idx`));
    this.#unsaved.clear();
  }

  read(oid: Oid): RawObject | undefined {
    const seen = this.#seen.get(oid);
    if (seen !== undefined) return seen;
    if (!/^[0-9a-f]{40}$/.test(oid)) return undefined;
    const stored = this.#load(join(this.dir, oid.slice(0, 2), oid.slice(2)));
    if (stored !== undefined) this.#seen.set(oid, stored);
    return stored;
  }

  #load(path: string): RawObject | undefined {
    let bytes: Buffer;
    try {
      bytes = inflateSync(readFileSync(path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
    const end = bytes.indexOf(0);
    return { type: bytes.toString('latin1', 0, bytes.indexOf(0x20)) as ObjectType, data: bytes.subarray(end + 1) };
  }

  blob(oid: Oid): Buffer | undefined {
    const object = this.read(oid);
    return object?.type === 'blob' ? object.data : undefined;
  }

  /** Entries in git's order. */
  tree(oid: Oid): readonly TreeEntry[] | undefined {
    const known = this.#trees.get(oid);
    if (known !== undefined) return known;
    const object = this.read(oid);
    if (object?.type !== 'tree') return undefined;
    const entries = decodeTree(object.data);
    this.#trees.set(oid, entries);
    return entries;
  }

  commit(oid: Oid): Commit | undefined {
    const known = this.#commits.get(oid);
    if (known !== undefined) return known;
    const object = this.read(oid);
    if (object?.type !== 'commit') return undefined;
    const commit = decodeCommit(object.data);
    this.#commits.set(oid, commit);
    return commit;
  }

  writeBlob(data: Uint8Array | string): Oid {
    return this.write('blob', Buffer.from(data));
  }

  writeTree(entries: readonly TreeEntry[]): Oid {
    return this.write('tree', encodeTree(entries));
  }

  writeCommit(commit: Commit): Oid {
    return this.write('commit', encodeCommit(commit));
  }
}
