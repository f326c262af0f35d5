import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Oid } from './object.ts';
import { Objects } from './objects.ts';

/**
 * A bare repository on disk: any git can clone it. Refs are held in memory as well, and this process is their only
 * writer: pushes over HTTP end in `setRef` too.
 */
export class GitRepository {
  readonly dir: string;
  readonly objects: Objects;
  readonly #refs = new Map<string, Oid>();

  /** An empty repository at `dir`. A fork shares the objects of its parent. */
  constructor(dir: string, options: { defaultBranch: string; parent?: GitRepository }) {
    this.dir = dir;
    mkdirSync(join(dir, 'refs', 'heads'), { recursive: true });
    if (options.parent === undefined) this.objects = new Objects(join(dir, 'objects'));
    else {
      this.objects = options.parent.objects;
      symlinkSync(this.objects.dir, join(dir, 'objects'));
    }
    this.setDefaultBranch(options.defaultBranch);
    writeFileSync(join(dir, 'config'), config);
  }

  /** Full names (`refs/heads/main`) to objects, sorted by name. */
  refs(prefix = 'refs/'): [name: string, oid: Oid][] {
    return [...this.#refs].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  ref(name: string): Oid | undefined {
    return this.#refs.get(name);
  }

  /** The tip of a branch by its short name. */
  branch(name: string): Oid | undefined {
    return this.#refs.get(`refs/heads/${name}`);
  }

  /** Moves, makes or (with `null`) removes a ref. Asks nobody: `acts/refs.ts` is where GitHub's rules are. */
  setRef(name: string, oid: Oid | null): void {
    const path = join(this.dir, name);
    if (oid === null) {
      this.#refs.delete(name);
      rmSync(path, { force: true });
      return;
    }
    this.#refs.set(name, oid);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.lock`, `${oid}\n`);
    renameSync(`${path}.lock`, path);
  }

  /** Whether git could store this ref: `a` and `a/b` cannot both be. */
  clashes(name: string): boolean {
    return [...this.#refs.keys()].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
  }

  setDefaultBranch(name: string): void {
    writeFileSync(join(this.dir, 'HEAD'), `ref: refs/heads/${name}\n`);
  }

  /** The commit that a sha, a full ref name, a branch or a tag names; `undefined` when it names none. */
  resolve(revision: string): Oid | undefined {
    const oid =
      (this.objects.commit(revision) && revision) ??
      this.ref(revision) ??
      this.ref(`refs/${revision}`) ??
      this.branch(revision) ??
      this.ref(`refs/tags/${revision}`);
    return oid !== undefined && this.objects.commit(oid) !== undefined ? oid : undefined;
  }
}

// `gc` would pack objects that the reader here expects loose.
const config = `[core]
\trepositoryformatversion = 0
\tbare = true
[gc]
\tauto = 0
[uploadpack]
\tallowAnySHA1InWant = true
`;
