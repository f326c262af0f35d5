import { z } from 'zod';
import type { Code } from '../finding/code.ts';
import { ask, askGraphql, expectShape, Unanswered } from '../github/client.ts';
import { MERGE_COMMIT, mergeSeen, mergeShape, TOP_TREE } from '../github/top-tree.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Looked } from '../plan/looked.ts';
import { msOf } from '../time/instant.ts';
import { mergeMatches, packetTouched } from '../verify/change.ts';
import type { MergeSeen } from '../verify/observation.ts';
import type { Effected, Hands } from './act.ts';
import { checkedSeal } from './sealed.ts';

type Intent = Extract<Body<'intent'>, { effect: 'merge' }>;

/**
 * Merges exactly the approved head, the point of no return. GitHub is told the head and refuses any other; what it
 * made is then read back and compared. A refusal is final for this intent: no other method, no other head is tried.
 */
export async function merge(effect: EffectFacts, intent: Intent, looked: Looked, hands: Hands): Promise<Effected> {
  const seen = looked.observation.pull.merge;
  // Found merged by this head: it happened in an earlier try whose answer was lost.
  if (seen !== null && looked.observation.pull.state === 'merged') return mergedAs(effect, intent, seen, looked);
  if (hands.now().getTime() >= msOf(intent.deadline)) return { failed: new Error('the time of the intent is over') };
  const seal = checkedSeal(looked);
  if (!seal.ok) {
    const reason = `the seal: expected ${seal.expected}, seen ${seal.seen}`;
    return { outcome: outcome(effect, intent, { result: 'refused', code: seal.code, reason }) };
  }
  const refusal = await askToMerge(effect, intent, looked, hands);
  if (refusal !== null && !refusal.refused) return { failed: refusal };
  // Also after a refusal: another try of ours may have come first, and then it is merged as intended.
  const made = await readMerge(intent.pull, looked, hands).catch((error: Error) => error);
  if (made instanceof Error) return { failed: made };
  if (made !== null && made.parents[1] === intent.head) return mergedAs(effect, intent, made, looked);
  if (refusal === null) return { failed: new Error('GitHub says that it merged, and does not show the merge yet') };
  const code = refusal.status === 409 ? 'head-moved' : 'merge-refused';
  return { outcome: outcome(effect, intent, { result: 'refused', code, reason: refusal.message }) };
}

/** Null when GitHub says that it merged. A limit of requests is no refusal, although it was not done. */
async function askToMerge(effect: EffectFacts, intent: Intent, { observation }: Looked, { github }: Hands) {
  try {
    await ask(github, 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      owner: observation.repository.owner,
      repo: observation.repository.name,
      pull_number: intent.pull,
      sha: intent.head,
      merge_method: 'merge',
      commit_title: `Release ${intent.packet} revision ${intent.revision}`,
      commit_message: `Approved head ${intent.head}, ledger entry ${effect.number}.`,
    });
    return null;
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error;
  }
}

const shape = z.object({ repository: z.object({ pullRequest: z.object({ mergeCommit: mergeShape }) }) });

/** The merge of a pull request as GitHub shows it now; null when it shows none. */
async function readMerge(number: number, { observation }: Looked, hands: Hands): Promise<MergeSeen | null> {
  const { owner, name } = observation.repository;
  const query = `query Merge($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { ${MERGE_COMMIT} } } }
${TOP_TREE}`;
  const answer = await askGraphql(hands.github, query, { owner, name, number });
  if (answer.errors[0]) throw new Unanswered(`merge: ${answer.errors[0].message}`, undefined, undefined);
  return mergeSeen(expectShape(shape, 'merge', answer.data).repository.pullRequest.mergeCommit);
}

function mergedAs(effect: EffectFacts, intent: Intent, seen: MergeSeen, { observation }: Looked): Effected {
  // What cannot be compared is not different: the intent stays open, and the next look compares.
  if (!('read' in observation.history))
    return { failed: new Error(`the merge cannot be compared: ${observation.history.unread}`) };
  const approved = packetTouched(observation.history.read);
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
  | { result: 'refused'; code: Code; reason: string };

function outcome({ number }: EffectFacts, { pull, packet, revision }: Intent, result: Result) {
  return {
    kind: 'outcome' as const,
    body: { effect: 'merge' as const, intent: number, pull, packet, revision, ...result },
  };
}
