import { z } from 'zod';
import type { MergeSeen, TopTree } from '../verify/observation/tree.ts';

/** What to ask of a commit for its top tree: the entries of the root and of the folders of which a part is proposed. */
export const TOP_TREE = `fragment Top on Commit {
  tree { entries { name mode oid } }
  packets: file(path: "packets") { object { ... on Tree { entries { name mode oid } } } }
  decisions: file(path: "decisions") { object { ... on Tree { entries { name mode oid } } } }
  github: file(path: ".github") { object { ... on Tree { entries { name mode oid } } } }
}`;

const tree = z.object({ entries: z.array(z.object({ name: z.string(), mode: z.number(), oid: z.string() })) });
const folder = z.object({ object: z.union([tree, z.object({})]).nullable() }).nullable();
export const topShape = z.object({ tree, packets: folder, decisions: folder, github: folder });

/** The top of a commit's tree, as asked for with the fragment `Top`. */
export function topTree(seen: z.infer<typeof topShape>): TopTree {
  return {
    root: seen.tree.entries,
    packets: entriesOf(seen.packets),
    decisions: entriesOf(seen.decisions),
    github: entriesOf(seen.github),
  };
}

function entriesOf(seen: z.infer<typeof folder>): TopTree['packets'] {
  return seen?.object && 'entries' in seen.object ? seen.object.entries : [];
}

/** What to ask of a pull request for its merge commit; needs the fragment `Top`. */
export const MERGE_COMMIT = 'mergeCommit { oid ...Top parents(first: 3) { nodes { oid ...Top } } }';
const commit = topShape.extend({ oid: z.string() });
export const mergeShape = commit.extend({ parents: z.object({ nodes: z.array(commit) }) }).nullable();

/** A merge as asked for with `MERGE_COMMIT`; null when there is none. */
export function mergeSeen(merge: z.infer<typeof mergeShape>): MergeSeen | null {
  if (merge === null) return null;
  const [first] = merge.parents.nodes;
  return {
    oid: merge.oid,
    parents: merge.parents.nodes.map(({ oid }) => oid),
    tree: topTree(merge),
    firstParentTree: first ? topTree(first) : null,
  };
}
