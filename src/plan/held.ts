import type { Effect } from '../ledger/entry.ts';
import { instantOf, msOf } from '../time/instant.ts';
import { type Looked, sealingWorkflow } from './looked.ts';

/** How long an intent keeps others away: longer than the longest request that its effect makes. */
const HOLDS_MS = 120_000;
/** A workflow first waits for a machine to run on. */
const WORKFLOW_HOLDS_MS = 15 * 60_000;

/** Who is to act on an intent, and until when. */
export function held(looked: Looked, effect: Effect): { readonly holder: string; readonly deadline: string } {
  const { holder, observation } = looked;
  const holdsMs = effect.startsWith('seal') && sealingWorkflow(looked) !== null ? WORKFLOW_HOLDS_MS : HOLDS_MS;
  return { holder, deadline: instantOf(msOf(observation.at) + holdsMs) ?? observation.at };
}

/** One merge at a time into a council branch: the next must find the tip that it was judged against. */
export function isBusy({ ledger }: Looked, council: string | null): boolean {
  return [...ledger.openIntents.values()].some(({ intent }) => 'council' in intent && intent.council === council);
}
