import { sha256 } from '../digest/digest.ts';
import { Unanswered } from '../github/client.ts';
import type { Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { statementBytes } from '../manifest/statement.ts';
import { type Looked, sealingWorkflow } from '../plan/looked.ts';
import { NO_RUNS_ASKED, nextRun, type Run, runTitle } from '../plan/run.ts';
import { bundleOver } from '../seal/bundle.ts';
import { foundUnder, statementFor } from '../seal/intended.ts';
import type { Effected, Hands } from './act.ts';
import { askForRun, runsTitled, type WorkflowPlace } from './run.ts';
import { checkSealOf, placeOf, type SealIntent, sealed } from './sealed.ts';

/**
 * Has a seal made by the workflow of the governance repository. It is looked for first, so one that came while nobody
 * watched is found. What does not verify is no seal: it is told, and stands in no good one's way.
 */
export async function sealByWorkflow(
  effect: EffectFacts,
  intent: SealIntent,
  looked: Looked,
  hands: Hands,
): Promise<Effected> {
  const workflow = sealingWorkflow(looked);
  const { id, owner, name } = looked.observation.repository;
  if (workflow?.repository !== id) {
    const seen = `${workflow?.repository}, and this is repository ${id}`;
    return {
      failed: new Error(`policies/seal.yaml: expected \`repository\` of \`workflow\` to be this one, seen ${seen}`),
    };
  }
  const found = await findSeal(effect, intent, looked, hands);
  if ('outcome' in found) return found;
  const effected = await run(effect, { owner, repo: name, workflow_id: workflow.file }, looked, hands);
  return 'failed' in effected ? { failed: telling(effected.failed, found.refusals) } : effected;
}

/** The seal of this intent among the attestations of its subject, or why each that claims to be one is none. */
async function findSeal(effect: EffectFacts, intent: SealIntent, looked: Looked, hands: Hands): Promise<Found> {
  const statement = statementFor(intent, placeOf(effect, looked));
  const digest = sha256(statementBytes(statement));
  const refusals: string[] = [];
  for await (const one of hands.attestations(foundUnder(intent), statement.predicateType)) {
    if ('unread' in one) {
      refusals.push(one.unread);
      continue;
    }
    // Seals of other intents over the same subject are there too: of those that were given up.
    const bundle = bundleOver(one.bundle, digest);
    if (bundle === null) continue;
    const proof = checkSealOf(effect, intent, bundle, looked);
    if (proof.ok) return { outcome: sealed(effect, intent, bundle, proof) };
    refusals.push(`${proof.code}: expected ${proof.expected}, seen ${proof.seen}`);
  }
  return { refusals };
}

type Found = { readonly outcome: Draft } | { readonly refusals: readonly string[] };

/** Asks for a run, waits for one, or tells how the last one ended. */
async function run(effect: EffectFacts, place: WorkflowPlace, looked: Looked, hands: Hands): Promise<Effected> {
  const { number, intent } = effect;
  const { at } = looked.observation;
  const title = runTitle(number);
  const runs = await runsTitled(hands.github, place, title);
  const asked = hands.runsAsked.get(number) ?? NO_RUNS_ASKED;
  const next = nextRun(runs, asked, { at, mine: intent.holder === looked.holder });
  if (next === 'wait') return { waits: true };
  if (next !== 'ask') {
    hands.runsAsked.set(number, { at: null, ended: next.ended.id });
    return { failed: new Error(`the run \`${title}\` ${endOf(next.ended)}`) };
  }
  // Before it is asked for: where the answer is lost, the run may come.
  hands.runsAsked.set(number, { ...asked, at });
  try {
    await askForRun(hands.github, place, number);
    return { waits: true };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    if (error.refused) hands.runsAsked.set(number, asked);
    return { failed: error };
  }
}

function endOf({ conclusion, url }: Run): string {
  return `ended with ${conclusion ?? 'nothing'} and left no seal that verifies; ${url} says why`;
}

function telling(error: Error, refusals: readonly string[]): Error {
  if (refusals.length === 0) return error;
  // First what somebody should look into: the page shows only the beginning.
  const text = [...refusals, error.message].join('; ');
  return error instanceof Unanswered
    ? new Unanswered(text, { status: error.status, waitMs: error.waitMs })
    : new Error(text);
}
