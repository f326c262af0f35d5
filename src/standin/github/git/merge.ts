import type { Oid, TreeEntry } from './object.ts';
import type { Objects } from './objects.ts';

/** A tree, or the paths that both sides changed differently. */
export type MergedTrees = { readonly tree: Oid } | { readonly conflicts: readonly string[] };

/**
 * Three-way merge, folder by folder and file by file. GitHub also merges the lines of a file that both sides
 * changed; here that is a conflict, which errs on the side of not merging.
 */
export function mergeTrees(objects: Objects, base: Oid | null, ours: Oid, theirs: Oid, at = ''): MergedTrees {
  if (ours === theirs || base === theirs) return { tree: ours };
  if (base === ours) return { tree: theirs };
  const sides = [base, ours, theirs].map((tree) => byName(objects, tree));
  const names = new Set(sides.flatMap((side) => [...side.keys()]));
  const merged: TreeEntry[] = [];
  const conflicts: string[] = [];
  for (const name of names) {
    const [b, o, t] = sides.map((side) => side.get(name));
    if (same(o, t) || same(b, t)) keep(o);
    else if (same(b, o)) keep(t);
    else if (isFolder(o) && isFolder(t)) {
      const inside = mergeTrees(objects, isFolder(b) ? b.oid : null, o.oid, t.oid, `${at}${name}/`);
      if ('conflicts' in inside) conflicts.push(...inside.conflicts);
      else if (objects.tree(inside.tree)?.length !== 0) merged.push({ mode: '040000', name, oid: inside.tree });
    } else conflicts.push(at + name);
  }
  return conflicts.length > 0 ? { conflicts } : { tree: objects.writeTree(merged) };

  function keep(entry: TreeEntry | undefined): void {
    if (entry !== undefined) merged.push(entry);
  }
}

function byName(objects: Objects, tree: Oid | null | undefined): Map<string, TreeEntry> {
  return new Map((tree ? (objects.tree(tree) ?? []) : []).map((entry) => [entry.name, entry]));
}

function same(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode;
}

function isFolder(entry: TreeEntry | undefined): entry is TreeEntry {
  return entry?.mode === '040000';
}
