import type { Need } from '../../access.ts';
import type { FileMode, Oid } from '../../git/object.ts';
import { entryAt } from '../../git/tree.ts';
import type { Repository } from '../../world.ts';
import { Typed } from '../field.ts';

/** What an App needs to read files, commits and refs. */
export const CONTENTS: Need = { app: ['contents:read'], person: 'read' };

/** An object of a repository: how blobs, trees and commits are passed between fields. */
export interface InGit {
  readonly repository: Repository;
  readonly oid: Oid;
  /** Where a tree was reached from the root, which its entries' paths start with. */
  readonly path?: string;
}

/** Any object by its oid; null when there is none, or when it is an annotated tag, which the stand-in never makes. */
export function gitObject(repository: Repository, oid: Oid, path = ''): Typed | null {
  const found = repository.git.objects.read(oid);
  if (found === undefined) return null;
  const types = { blob: 'Blob', tree: 'Tree', commit: 'Commit', tag: 'Tag' };
  return new Typed(types[found.type], { repository, oid, path } satisfies InGit);
}

export function commitOrNull(repository: Repository, oid: Oid | null | undefined): InGit | null {
  return oid && repository.git.objects.commit(oid) ? { repository, oid } : null;
}

/** What a revision expression names: a revision, or `<revision>:<path>` for what stands at that path in it. */
export function byExpression(repository: Repository, expression: string): Typed | null {
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const oid = repository.git.resolve(revision === 'HEAD' ? repository.defaultBranch : revision);
  if (colon < 0) return gitObject(repository, oid ?? revision);
  const { objects } = repository.git;
  const tree = objects.commit(oid ?? '')?.tree;
  const path = expression.slice(colon + 1);
  const entry = tree === undefined ? undefined : entryAt(objects, tree, path);
  return entry === undefined ? null : gitObject(repository, entry.oid, path);
}

/** An entry of a tree and where it stands from the root of the commit. */
export interface Entry {
  readonly repository: Repository;
  readonly mode: FileMode;
  readonly name: string;
  readonly path: string;
  readonly oid: Oid;
}
