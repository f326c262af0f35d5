import { LARGEST_BYTES } from '../document/document.ts';
import type { GitHub } from '../github/client.ts';
import { readTrees, type TreeEntry } from '../github/tree.ts';
import type { DecisionFolder } from '../verify/change.ts';
import type { DecisionSeen, FileSeen } from '../verify/observation/folder.ts';
import { FILE } from '../verify/tree.ts';
import { type Place, readBlobs } from './blob.ts';

/**
 * The folder of decisions that a pull request touches, before and at each of its commits. Only of a single new file of
 * ordinary size the bytes are fetched: of anything else nothing will be believed.
 */
export async function readDecision(
  github: GitHub,
  place: Place,
  { packet, root, commits }: DecisionFolder,
): Promise<DecisionSeen> {
  const trees = await readTrees(
    github,
    place,
    [root, ...commits].flatMap((tree) => tree ?? []),
  );
  const entriesOf = (tree: string | null) => trees.get(tree ?? '') ?? [];
  const there = entriesOf(root);
  const brought = entriesOf(commits.at(-1) ?? null).filter((entry) => !there.some(isSame(entry)));
  const readable = brought.filter(({ mode, size }) => mode === FILE && size <= LARGEST_BYTES);
  const wanted = brought.length === 1 ? readable.map(({ oid }) => oid) : [];
  const blobs = await readBlobs(github, place, wanted);
  const files = brought.map(
    (entry): FileSeen => ({ ...entry, mode: octal(entry.mode), bytes: blobs.get(entry.oid) ?? null }),
  );
  return { packet, root: there, commits: commits.map(entriesOf), files };
}

function isSame({ name, mode, oid }: TreeEntry): (other: TreeEntry) => boolean {
  return (other) => other.name === name && other.mode === mode && other.oid === oid;
}

/** As git writes it: `100644`. */
function octal(mode: number): string {
  return mode.toString(8).padStart(6, '0');
}
