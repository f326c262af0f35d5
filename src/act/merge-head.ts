import { z } from 'zod';
import type { Code } from '../finding/code.ts';
import { ask, askWhole, Unanswered } from '../github/client.ts';
import { MERGE_COMMIT, mergeSeen, mergeShape, TOP_TREE } from '../github/top-tree.ts';
import type { Looked } from '../plan/looked.ts';
import { msOf } from '../time/instant.ts';
import type { MergeSeen } from '../verify/observation/tree.ts';
import type { Hands } from './act.ts';

/** A merge of exactly this head that an intent asks for, and what its commit says. */
interface Wanted {
  readonly intent: { readonly pull: number; readonly head: string; readonly deadline: string };
  readonly title: string;
  readonly message: string;
}

/** What GitHub made of it: the merge, a refusal that is final for this intent, or nothing that is known. */
type Merged =
  | { readonly made: MergeSeen }
  | { readonly refused: { readonly code: Code; readonly reason: string } }
  | { readonly failed: Error };

/** What the outcome of a merge says of it. */
export type MergeResult =
  | {
      readonly result: 'done';
      readonly merge: string;
      readonly parents: readonly string[];
      readonly tree_matches: boolean;
    }
  | { readonly result: 'refused'; readonly code: Code; readonly reason: string };

/** The merge that an earlier try made, whose answer was lost; null where it is not merged. */
export function mergeFound({ observation: { pull } }: Looked): MergeSeen | null {
  return pull.state === 'merged' ? pull.merge : null;
}

/**
 * Merges exactly this head. GitHub is told the head and refuses any other; what it made is then read back. No other
 * method and no other head is ever tried.
 */
export async function mergeHead({ intent, title, message }: Wanted, looked: Looked, hands: Hands): Promise<Merged> {
  const found = mergeFound(looked);
  if (found !== null) return { made: found };
  if (hands.now().getTime() >= msOf(intent.deadline)) return { failed: new Error('the time of the intent is over') };
  const refusal = await askToMerge({ intent, title, message }, looked, hands);
  if (refusal !== null && !refusal.refused) return { failed: refusal };
  // Also after a refusal: another try of ours may have come first, and then it is merged as intended.
  const made = await readMerge(intent.pull, looked, hands).catch((error: Error) => error);
  if (made instanceof Error) return { failed: made };
  if (made !== null && made.parents[1] === intent.head) return { made };
  if (refusal === null) return { failed: new Error('GitHub says that it merged, and does not show the merge yet') };
  return { refused: { code: refusal.status === 409 ? 'head-moved' : 'merge-refused', reason: refusal.message } };
}

/** Null when GitHub says that it merged. A limit of requests is no refusal, although it was not done. */
async function askToMerge({ intent, title, message }: Wanted, { observation }: Looked, { github }: Hands) {
  try {
    await ask(github, 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge', {
      owner: observation.repository.owner,
      repo: observation.repository.name,
      pull_number: intent.pull,
      sha: intent.head,
      merge_method: 'merge',
      commit_title: title,
      commit_message: message,
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
  const { repository } = await askWhole(hands.github, 'merge', query, { owner, name, number }, shape);
  return mergeSeen(repository.pullRequest.mergeCommit);
}
