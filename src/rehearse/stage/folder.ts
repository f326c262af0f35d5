import { entryAt, filesOf } from '../../standin/github/git/tree.ts';
import type { Stage } from './stage.ts';

/** The files below a folder at a commit, by their whole paths. */
export function folderAt(stage: Stage, commit: string, folder: string): Record<string, Uint8Array> {
  const { objects } = stage.repository.git;
  const root = entryAt(objects, objects.commit(commit)?.tree ?? '', folder);
  const below = root === undefined ? [] : filesOf(objects, root.oid, `${folder}/`);
  return Object.fromEntries(below.map(({ path, oid }) => [path, objects.blob(oid) ?? new Uint8Array()]));
}
