import { z } from 'zod';
import { outcomeText } from '../decision/outcome.ts';
import { DECISIONS, decisionId, decisionPath } from '../decision/place.ts';
import type { Code } from '../finding/code.ts';
import { askWhole } from '../github/client.ts';
import type { Body } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { done, type Looked } from '../plan/looked.ts';
import { decisionMatches, type FolderMerged } from '../verify/decision-merge.ts';
import type { MergeSeen } from '../verify/observation.ts';
import type { Effected, Hands } from './act.ts';
import { mergeFound, mergeHead } from './merge-head.ts';
import { checkedSeal } from './sealed.ts';

type Intent = Extract<Body<'intent'>, { effect: 'merge-decision' }>;

/** Merges exactly the signed head of a decision whose conclusion is sealed, and compares what that made. */
export async function mergeDecision(
  { number }: EffectFacts,
  intent: Intent,
  looked: Looked,
  hands: Hands,
): Promise<Effected> {
  const seal = mergeFound(looked) === null ? checkedSeal(looked, 'seal-conclusion') : null;
  if (seal !== null && !seal.ok) {
    const reason = `the seal: expected ${seal.expected}, seen ${seal.seen}`;
    return { outcome: outcome(number, intent, { result: 'refused', code: seal.code, reason }) };
  }
  const title = `Decide ${decisionId(placeOf(intent))}${concludedAs(looked)}`;
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
  looked: Looked,
  hands: Hands,
): Promise<boolean | Error> {
  const place = placeOf(intent);
  const file = decisionPath(place).slice(`${DECISIONS}/${place.packet}/`.length);
  const folder = await readFolder(made, intent, looked, hands).catch((error: Error) => error);
  return folder instanceof Error ? folder : decisionMatches(made, place.packet, file, folder);
}

const tree = z.object({ entries: z.array(z.object({ name: z.string(), mode: z.number(), oid: z.string() })) });
const found = z.union([tree, z.object({})]).nullable();
const shape = z.object({ repository: z.object({ before: found, merged: found, head: found }) });

/** The folder of this packet's decisions at three commits, whose content no push can change. */
async function readFolder(
  { oid, parents: [onto] }: MergeSeen,
  { packet, head }: Intent,
  { observation }: Looked,
  { github }: Hands,
): Promise<FolderMerged> {
  const { owner, name } = observation.repository;
  const at = (commit: string | undefined) =>
    `object(expression: "${commit}:${DECISIONS}/${packet}") { ... on Tree { entries { name mode oid } } }`;
  const query = `query Folder($owner: String!, $name: String!) { repository(owner: $owner, name: $name) {
    before: ${at(onto)} merged: ${at(oid)} head: ${at(head)} } }`;
  const { repository } = await askWhole(github, 'decisions', query, { owner, name }, shape);
  const { before, merged, head: signed } = repository;
  return { before: entriesOf(before), merged: entriesOf(merged), head: entriesOf(signed) };
}

function entriesOf(seen: z.infer<typeof found>): FolderMerged['head'] {
  return seen !== null && 'entries' in seen ? seen.entries : [];
}

function placeOf({ packet, revision, decision: number }: Intent) {
  return { packet, revision, number };
}

type Result =
  | { result: 'done'; merge: string; parents: readonly string[]; tree_matches: boolean }
  | { result: 'refused'; code: Code; reason: string };

function outcome(number: number, { pull, packet, revision, decision }: Intent, result: Result) {
  const about = { effect: 'merge-decision', intent: number, pull, packet, revision, decision } as const;
  return { kind: 'outcome' as const, body: { ...about, ...result } };
}
