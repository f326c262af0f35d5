import { namesTouched } from './change.ts';
import type { EntrySeen, MergeSeen } from './observation.ts';
import { differing, FILE } from './tree.ts';

/** The folder of decisions about one packet: where the merge went, as it stands there now, and at the signed head. */
export interface FolderMerged {
  readonly before: readonly EntrySeen[];
  readonly merged: readonly EntrySeen[];
  readonly head: readonly EntrySeen[];
}

/**
 * Whether a merge brought exactly this one file, byte for byte as it was signed, and nothing else. Decisions about the
 * same packet that were merged meanwhile stand beside it and are left alone, so folders are not compared as a whole.
 */
export function decisionMatches(
  { tree, firstParentTree }: MergeSeen,
  packet: string,
  file: string,
  { before, merged, head }: FolderMerged,
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
