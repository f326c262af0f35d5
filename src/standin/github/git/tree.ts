import type { FileMode, Oid, TreeEntry } from './object.ts';
import type { Objects } from './objects.ts';

/** A file (or link, or submodule) of a tree, by its path. */
export interface File {
  readonly path: string;
  readonly mode: FileMode;
  readonly oid: Oid;
}

/** Every entry that is no folder, in git's order. */
export function filesOf(objects: Objects, tree: Oid, prefix = ''): File[] {
  return (objects.tree(tree) ?? []).flatMap((entry) =>
    entry.mode === '040000'
      ? filesOf(objects, entry.oid, `${prefix}${entry.name}/`)
      : [{ path: prefix + entry.name, mode: entry.mode, oid: entry.oid }],
  );
}

/** The entry at a path; the empty path is the tree itself. */
export function entryAt(objects: Objects, tree: Oid, path: string): TreeEntry | undefined {
  let entry: TreeEntry = { mode: '040000', name: '', oid: tree };
  for (const name of path.split('/').filter((part) => part !== '')) {
    const found = objects.tree(entry.oid)?.find((child) => child.name === name);
    if (found === undefined) return undefined;
    entry = found;
  }
  return entry;
}

/** What to put at a path; `null` takes away whatever is there. */
export type TreeChange = { readonly mode: FileMode; readonly oid: Oid } | null;

/** The tree with these paths changed; folders that become empty go, as git keeps none. */
export function editTree(objects: Objects, tree: Oid | null, changes: ReadonlyMap<string, TreeChange>): Oid {
  const entries = new Map((tree === null ? [] : (objects.tree(tree) ?? [])).map((entry) => [entry.name, entry]));
  const deeper = new Map<string, Map<string, TreeChange>>();
  for (const [path, change] of changes) {
    const slash = path.indexOf('/');
    if (slash >= 0) {
      const name = path.slice(0, slash);
      deeper.set(name, (deeper.get(name) ?? new Map()).set(path.slice(slash + 1), change));
    } else if (change === null) entries.delete(path);
    else entries.set(path, { name: path, ...change });
  }
  for (const [name, inside] of deeper) {
    const old = entries.get(name);
    const oid = editTree(objects, old?.mode === '040000' ? old.oid : null, inside);
    if (objects.tree(oid)?.length === 0) entries.delete(name);
    else entries.set(name, { mode: '040000', name, oid });
  }
  return objects.writeTree([...entries.values()]);
}
