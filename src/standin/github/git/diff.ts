import type { Oid } from './object.ts';
import type { Objects } from './objects.ts';
import { type File, filesOf } from './tree.ts';

/** `from` is the old path of a rename. */
export type FileChange =
  | { readonly status: 'added'; readonly path: string; readonly after: File }
  | { readonly status: 'removed'; readonly path: string; readonly before: File }
  | { readonly status: 'modified'; readonly path: string; readonly before: File; readonly after: File }
  | {
      readonly status: 'renamed';
      readonly path: string;
      readonly from: string;
      readonly before: File;
      readonly after: File;
    };

/** What differs between two trees, by path. A removed file whose exact bytes appear elsewhere was renamed. */
export function diffTrees(objects: Objects, before: Oid | null, after: Oid | null): FileChange[] {
  if (before === after) return [];
  const old = new Map((before === null ? [] : filesOf(objects, before)).map((file) => [file.path, file]));
  const now = new Map((after === null ? [] : filesOf(objects, after)).map((file) => [file.path, file]));
  const removed = [...old.values()].filter((file) => !now.has(file.path));
  const changes: FileChange[] = [];
  for (const file of now.values()) {
    const previous = old.get(file.path);
    if (previous !== undefined) {
      if (previous.oid !== file.oid || previous.mode !== file.mode)
        changes.push({ status: 'modified', path: file.path, before: previous, after: file });
      continue;
    }
    const source = removed.findIndex((candidate) => candidate.oid === file.oid);
    const [from] = source < 0 ? [] : removed.splice(source, 1);
    changes.push(
      from === undefined
        ? { status: 'added', path: file.path, after: file }
        : { status: 'renamed', path: file.path, from: from.path, before: from, after: file },
    );
  }
  changes.push(...removed.map((file) => ({ status: 'removed' as const, path: file.path, before: file })));
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Added and deleted lines, as `git diff --numstat` counts them; a binary file counts none. */
export function lineCounts(objects: Objects, change: FileChange): { additions: number; deletions: number } {
  const before = linesOf(objects, 'before' in change ? change.before : undefined);
  const after = linesOf(objects, 'after' in change ? change.after : undefined);
  if (before === undefined || after === undefined) return { additions: 0, deletions: 0 };
  const kept = commonLines(before, after);
  return { additions: after.length - kept, deletions: before.length - kept };
}

/** `undefined` for bytes that are not text. */
export function linesOf(objects: Objects, file: File | undefined): string[] | undefined {
  const data = file === undefined ? Buffer.alloc(0) : (objects.blob(file.oid) ?? Buffer.alloc(0));
  if (data.subarray(0, 8000).includes(0)) return undefined;
  const lines = data.toString('utf8').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Length of the longest common subsequence, after the common start and end are taken off. */
function commonLines(a: readonly string[], b: readonly string[]): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  // Exactness is not worth quadratic time: beyond this a rewritten file counts as wholly rewritten.
  if (x.length * y.length > 4_000_000) return start + end;
  let row = new Uint32Array(y.length + 1);
  for (const line of x) {
    const next = new Uint32Array(y.length + 1);
    for (let j = 0; j < y.length; j++)
      next[j + 1] = line === y[j] ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0);
    row = next;
  }
  return start + end + (row[y.length] ?? 0);
}
