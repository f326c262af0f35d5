import type { FileMode, Oid, Signature } from '../git/object.ts';
import { editTree, type TreeChange } from '../git/tree.ts';
import type { Repository } from '../world.ts';

/** Text, bytes, or either with a mode: a link (`120000`) holds its target, a submodule (`160000`) names a commit. */
export type Content =
  | string
  | Uint8Array
  | { readonly mode: Exclude<FileMode, '160000' | '040000'>; readonly content: string | Uint8Array }
  | { readonly mode: '160000'; readonly oid: Oid };
export type Files = Readonly<Record<string, Content>>;

export interface NewCommit {
  readonly parents: readonly Oid[];
  readonly files?: Files;
  readonly remove?: readonly string[];
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
}

/** Writes a commit that changes these files of its first parent. Moves no ref. */
export function writeCommit(repository: Repository, wanted: NewCommit): Oid {
  const { objects } = repository.git;
  const changes = new Map<string, TreeChange>();
  for (const path of wanted.remove ?? []) changes.set(path, null);
  for (const [path, content] of Object.entries(wanted.files ?? {})) changes.set(path, entry(repository, content));
  const first = wanted.parents[0];
  const tree = editTree(objects, first === undefined ? null : (objects.commit(first)?.tree ?? null), changes);
  const { parents, author, committer, message } = wanted;
  return objects.writeCommit({ tree, parents, author, committer, message });
}

function entry(repository: Repository, content: Content): { mode: FileMode; oid: Oid } {
  if (typeof content === 'string' || content instanceof Uint8Array)
    return { mode: '100644', oid: repository.git.objects.writeBlob(content) };
  if (content.mode === '160000') return content;
  return { mode: content.mode, oid: repository.git.objects.writeBlob(content.content) };
}
