import type { Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { type Entry, gitObject, type InGit } from './git-object.ts';

export const TREE: Fields<InGit> = {
  id: ({ repository, oid }) => nodeId('Tree', repository.id, oid),
  oid: ({ oid }) => oid,
  entries: ({ repository, oid, path }) =>
    (repository.git.objects.tree(oid) ?? []).map(
      (entry): Entry => ({ ...entry, repository, path: path ? `${path}/${entry.name}` : entry.name }),
    ),
  repository: ({ repository }) => repository,
};

export const TREE_ENTRY: Fields<Entry> = {
  name: ({ name }) => name,
  path: ({ path }) => path,
  /** The mode as a number: `0o100644` is 33188. */
  mode: ({ mode }) => Number.parseInt(mode, 8),
  type: ({ mode }) => (mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob'),
  oid: ({ oid }) => oid,
  size: ({ repository, oid }) => repository.git.objects.blob(oid)?.length ?? 0,
  object: ({ repository, oid, mode, path }) => (mode === '160000' ? null : gitObject(repository, oid, path)),
  repository: ({ repository }) => repository,
};
