import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Oid } from './object.ts';
import { Objects } from './objects.ts';

/**
 * A bare repository that any git can read in its folder. It is kept in memory and written there when somebody asks
 * for the folder. This process is the only writer of refs: pushes over HTTP end in `setRef` too.
 */
export class GitRepository {
  readonly objects: Objects;
  readonly #dir: string;
  readonly #refs = new Map<string, Oid>();
  #moved = false;
  readonly #head: string;

  /** An empty repository at `dir`. A fork shares the objects of its parent. */
  constructor(dir: string, options: { defaultBranch: string; parent?: GitRepository }) {
    this.#dir = dir;
    this.#head = options.defaultBranch;
    this.objects = options.parent?.objects ?? new Objects(join(dir, 'objects'));
  }

  /** The folder, brought to where memory is: ask for it each time that a process of git is to look at it. */
  get dir(): string {
    this.#save();
    return this.#dir;
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
    this.#moved = true;
    if (oid === null) this.#refs.delete(name);
    else this.#refs.set(name, oid);
  }

  /** Objects first, then refs to them. */
  #save(): void {
    this.objects.save();
    if (!existsSync(join(this.#dir, 'HEAD'))) this.#found();
    if (!this.#moved) return;
    const path = join(this.#dir, 'packed-refs');
    writeFileSync(
      `${path}.lock`,
      this.refs()
        .map(([name, oid]) => `${oid} ${name}\n`)
        .join(''),
    );
    renameSync(`${path}.lock`, path);
    this.#moved = false;
  }

  /** The files without which git does not take a folder for a repository. */
  #found(): void {
    mkdirSync(join(this.#dir, 'refs', 'heads'), { recursive: true });
    const own = join(this.#dir, 'objects');
    if (this.objects.dir !== own) symlinkSync(this.objects.dir, own);
    writeFileSync(join(this.#dir, 'config'), config);
    writeFileSync(join(this.#dir, 'HEAD'), `ref: refs/heads/${this.#head}\n`);
  }

  /** Whether git could store this ref: `a` and `a/b` cannot both be. */
  clashes(name: string): boolean {
    return [...this.#refs.keys()].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
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
