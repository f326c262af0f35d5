import { z } from 'zod';
import { askWhole, type GitHub, Unanswered } from '../github/client.ts';
import { TOP_TREE, topShape, topTree } from '../github/top-tree.ts';
import type { HistorySeen } from '../verify/observation/tree.ts';

const commit = topShape.extend({ oid: z.string() });
const shape = z.object({
  repository: z.object({
    pullRequest: z.object({
      headRefOid: z.string(),
      commits: z.object({ nodes: z.array(z.object({ commit })) }),
      first: z.object({
        nodes: z.array(z.object({ commit: z.object({ parents: z.object({ nodes: z.array(commit) }) }) })),
      }),
    }),
  }),
});

/** What a history without a beginning in this repository stands on: no commit has this parent, so it is unsafe. */
const NOWHERE = { oid: '0'.repeat(40), tree: { root: [], packets: [], decisions: [], github: [] } };

/**
 * The top trees of each commit of a pull request and of the commit they stand on. Trees, not the files API: that one
 * hides renames, is cut at 3,000 files and speaks of the whole diff only (see docs/decisions).
 */
export async function readHistory(
  github: GitHub,
  where: { owner: string; name: string; number: number; head: string },
): Promise<HistorySeen> {
  const { owner, name, number, head } = where;
  const query = `query History($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { headRefOid
    commits(first: 100) { nodes { commit { oid ...Top } } }
    first: commits(first: 1) { nodes { commit { parents(first: 1) { nodes { oid ...Top } } } } } } } }
${TOP_TREE}`;
  const { repository } = await askWhole(github, 'history', query, { owner, name, number }, shape);
  const { pullRequest } = repository;
  const root = pullRequest.first.nodes[0]?.commit.parents.nodes[0];
  // The head may move between two questions; the answer is about the one asked for, or none.
  const last = pullRequest.commits.nodes.at(-1)?.commit.oid;
  if (pullRequest.headRefOid !== head || last !== head) throw new Unanswered('the head moved while it was read');
  return {
    root: root === undefined ? NOWHERE : { oid: root.oid, tree: topTree(root) },
    commits: pullRequest.commits.nodes.map(({ commit: seen }) => ({ oid: seen.oid, tree: topTree(seen) })),
  };
}
