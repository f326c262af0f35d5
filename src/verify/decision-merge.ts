import { namesTouched } from './change.ts';
import type { EntrySeen, HistorySeen, MergeSeen, TopTree } from './observation/tree.ts';
import { differing, FILE, FOLDER } from './tree.ts';

/** The folder of decisions about one packet: where the merge went, as it stands there now, and at the signed head. */
export interface FolderMerged<T> {
  readonly before: T;
  readonly merged: T;
  readonly head: T;
}

/** The git trees of that folder; null where there is none. */
export function foldersMerged(
  { tree, firstParentTree }: MergeSeen,
  { commits }: HistorySeen,
  packet: string,
  head: string,
): FolderMerged<string | null> {
  const signed = commits.find(({ oid }) => oid === head);
  return {
    before: folderIn(firstParentTree, packet),
    merged: folderIn(tree, packet),
    head: folderIn(signed?.tree ?? null, packet),
  };
}

function folderIn(tree: TopTree | null, packet: string): string | null {
  return tree?.decisions.find(({ name, mode }) => name === packet && mode === FOLDER)?.oid ?? null;
}

/**
 * Whether a merge brought exactly this one file, byte for byte as it was signed, and nothing else. Decisions about the
 * same packet that were merged meanwhile stand beside it and are left alone, so folders are not compared as a whole.
 */
export function decisionMatches(
  { tree, firstParentTree }: MergeSeen,
  packet: string,
  file: string,
  { before, merged, head }: FolderMerged<readonly EntrySeen[]>,
): boolean {
  const signed = head.find(({ name }) => name === file);
  if (firstParentTree === null || signed?.mode !== FILE || before.some(({ name }) => name === file)) return false;
  const brought = merged.find(({ name }) => name === file);
  return (
    namesTouched(firstParentTree, tree).join() === `decisions/${packet}` &&
    differing(before, merged).join() === file &&
    brought?.mode === FILE &&
    brought.oid === signed.oid
  );
}
