import type { Oid } from '../../git/object.ts';
import type { Objects } from '../../git/objects.ts';
import { entryAt, type TreeChange } from '../../git/tree.ts';
import { Refusal, unprocessable } from '../refusal.ts';

export interface FileChanges {
  readonly additions: readonly { readonly path: string; readonly contents: string }[];
  readonly deletions: readonly { readonly path: string }[];
}

/**
 * The changes as edits of the commit's tree. A file that is there keeps its mode, a new one is a plain file. A path
 * that git could not check out, or a deletion of what is not there, refuses the whole commit.
 */
export function treeChanges(
  objects: Objects,
  commit: Oid,
  changes: FileChanges | null | undefined,
): Map<string, TreeChange> {
  const tree = objects.commit(commit)?.tree ?? '';
  const edits = new Map<string, TreeChange>();
  for (const { path } of changes?.deletions ?? []) {
    if (entryAt(objects, tree, checked(path)) === undefined) {
      throw new Refusal(
        'NOT_FOUND',
        `A path was requested for deletion which does not exist as of commit oid \`${commit}\``,
      );
    }
    edits.set(path, null);
  }
  for (const { path, contents } of changes?.additions ?? []) {
    const before = entryAt(objects, tree, checked(path));
    const mode = before === undefined || before.mode === '040000' ? '100644' : before.mode;
    edits.set(path, { mode, oid: objects.writeBlob(decoded(path, contents)) });
  }
  return edits;
}

function checked(path: string): string {
  const unsafe = path.split('/').some((name) => name === '' || name === '.' || name === '..' || /^\.git$/i.test(name));
  if (unsafe || path.includes('\0')) throw unprocessable(`The path \`${path}\` is malformed`);
  return path;
}

function decoded(path: string, contents: string): Buffer {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(contents)) throw unprocessable(`The contents of \`${path}\` are not base64`);
  return Buffer.from(contents, 'base64');
}
