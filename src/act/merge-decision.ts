import { outcomeText } from '../decision/outcome.ts';
import { DECISIONS, decisionId, decisionPath, placeNamed } from '../decision/place.ts';
import { readTrees } from '../github/tree.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { done, type Looked } from '../plan/looked.ts';
import { decisionMatches, foldersMerged } from '../verify/decision-merge.ts';
import type { MergeSeen } from '../verify/observation/tree.ts';
import type { Effected, Hands } from './act.ts';
import { type MergeResult, mergeFound, mergeHead } from './merge-head.ts';
import { unsealed } from './sealed.ts';

type Intent = Extract<Body<'intent'>, { effect: 'merge-decision' }>;

/** Merges exactly the signed head of a decision whose conclusion is sealed, and compares what that made. */
export async function mergeDecision(
  { number }: EffectFacts,
  intent: Intent,
  looked: Looked,
  hands: Hands,
): Promise<Effected> {
  const refused = mergeFound(looked) === null ? unsealed(looked, 'seal-conclusion') : null;
  if (refused !== null) return { outcome: outcome(number, intent, refused) };
  const title = `Decide ${decisionId(placeNamed(intent))}${concludedAs(looked)}`;
  const message = `Signed head ${intent.head}, ledger entry ${number}.`;
  const merged = await mergeHead({ intent, title, message }, looked, hands);
  if ('failed' in merged) return merged;
  if ('refused' in merged) return { outcome: outcome(number, intent, { result: 'refused', ...merged.refused }) };
  // If we stop here, it is merged: the next look finds that, and compares.
  const tree_matches = await bringsWhatWasSigned(merged.made, intent, looked, hands);
  if (tree_matches instanceof Error) return { failed: tree_matches };
  const { oid: merge, parents } = merged.made;
  return { outcome: outcome(number, intent, { result: 'done', merge, parents, tree_matches }) };
}

function concludedAs(looked: Looked): string {
  const sealed = done(looked, 'seal-conclusion')?.intent;
  return sealed?.effect === 'seal-conclusion' ? `: ${outcomeText(sealed.conclusion.outcome)}` : '';
}

/** What cannot be compared is not different: the intent then stays open. */
async function bringsWhatWasSigned(
  made: MergeSeen,
  intent: Intent,
  { observation: { history, repository } }: Looked,
  { github }: Hands,
): Promise<boolean | Error> {
  if (!('read' in history)) return new Error(`the merge cannot be compared: ${history.unread}`);
  const { packet, head } = intent;
  const { before, merged, head: signed } = foldersMerged(made, history.read, packet, head);
  const wanted = [before, merged, signed].filter((oid) => oid !== null);
  const trees = await readTrees(github, repository, wanted).catch((error: Error) => error);
  if (trees instanceof Error) return trees;
  const entries = (oid: string | null) => trees.get(oid ?? '') ?? [];
  const file = decisionPath(placeNamed(intent)).slice(`${DECISIONS}/${packet}/`.length);
  return decisionMatches(made, packet, file, {
    before: entries(before),
    merged: entries(merged),
    head: entries(signed),
  });
}

function outcome(number: number, { pull, packet, revision, decision }: Intent, result: MergeResult) {
  const about = { effect: 'merge-decision', intent: number, pull, packet, revision, decision } as const;
  return { kind: 'outcome' as const, body: { ...about, ...result } };
}
