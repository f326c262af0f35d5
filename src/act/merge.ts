import { z } from 'zod';
import { ask, askGraphql, expectShape, Unanswered } from '../github/client.ts';
import { TOP_TREE, topShape, topTree } from '../github/top-tree.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Looked } from '../plan/looked.ts';
import { mergeMatches, packetTouched } from '../verify/change.ts';
import type { MergeSeen } from '../verify/observation.ts';
import type { Effected, Hands } from './act.ts';

type Intent = Extract<Body<'intent'>, { effect: 'merge' }>;

/**
 * Merges exactly the approved head, the point of no return. GitHub is told the head and refuses any other; what it
 * made is then read back and compared. A refusal is final for this intent: no other method, no other head is tried.
 */
export async function merge(effect: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const seen = looked.observation.pull.merge;
  // Found merged by this head: it happened in an earlier try whose answer was lost.
  if (seen !== null && looked.observation.pull.state === 'merged') return mergedAs(effect, intent, seen, looked);
  try {
    await ask(hands.github, 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      owner: looked.observation.repository.owner,
      repo: looked.observation.repository.name,
      pull_number: intent.pull,
      sha: intent.head,
      merge_method: 'merge',
      commit_title: `Release ${intent.packet} revision ${intent.revision}`,
      commit_message: `Approved head ${intent.head}, ledger entry ${effect.number}.`,
    });
    return mergedAs(effect, intent, await readMerge(intent.pull, looked, hands), looked);
  } catch (error) {
    if (!(error instanceof Unanswered) || !error.refused || error.status === 429) return { failed: error as Error };
    const code = error.status === 409 ? 'head-moved' : 'merge-refused';
    return { outcome: outcome(effect, intent, { result: 'refused', code, reason: error.message }) };
  }
}

const shape = z.object({
  repository: z.object({
    pullRequest: z.object({
      mergeCommit: z
        .object({ oid: z.string(), parents: z.object({ nodes: z.array(topShape.extend({ oid: z.string() })) }) })
        .extend(topShape.shape)
        .nullable(),
    }),
  }),
});

async function readMerge(number: number, { observation }: Looked, hands: Hands): Promise<MergeSeen> {
  const { owner, name } = observation.repository;
  const query = `query Merge($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { mergeCommit { oid ...Top parents(first: 3) { nodes { oid ...Top } } } } } }
${TOP_TREE}`;
  const answer = await askGraphql(hands.github, query, { owner, name, number });
  if (answer.errors[0]) throw new Unanswered(`merge: ${answer.errors[0].message}`, undefined, undefined);
  const { mergeCommit } = expectShape(shape, 'merge', answer.data).repository.pullRequest;
  if (mergeCommit === null) throw new Unanswered('merge: GitHub does not show the merge yet', undefined, undefined);
  const parents = mergeCommit.parents.nodes;
  return {
    oid: mergeCommit.oid,
    parents: parents.map(({ oid }) => oid),
    tree: topTree(mergeCommit),
    firstParentTree: parents[0] ? topTree(parents[0]) : null,
  };
}

function mergedAs(effect: EffectFacts, intent: Intent, seen: MergeSeen, { observation }: Looked): Effected {
  const approved = 'read' in observation.history ? packetTouched(observation.history.read) : null;
  const matches =
    seen.firstParentTree !== null &&
    approved?.packet === intent.packet &&
    approved.tree !== null &&
    mergeMatches(seen.firstParentTree, seen.tree, intent.packet, approved.tree);
  const result = { result: 'done', merge: seen.oid, parents: seen.parents, tree_matches: matches } as const;
  return { outcome: outcome(effect, intent, result) };
}

type Result =
  | { result: 'done'; merge: string; parents: readonly string[]; tree_matches: boolean }
  | { result: 'refused'; code: 'head-moved' | 'merge-refused'; reason: string };

function outcome({ number }: EffectFacts, { pull, packet, revision }: Intent, result: Result) {
  return {
    kind: 'outcome' as const,
    body: { effect: 'merge' as const, intent: number, pull, packet, revision, ...result },
  };
}
