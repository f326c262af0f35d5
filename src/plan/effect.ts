import { kindOf } from '../claims/kind.ts';
import type { Digest } from '../digest/digest.ts';
import type { Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { msOf } from '../time/instant.ts';
import { asksForConclusion, nextOfDecision } from './conclude.ts';
import { held } from './held.ts';
import { type EffectPlan, intend, isDue, isHalted, NO_EFFECT, troubleOf } from './intend.ts';
import { asksForSync, intentToSync } from './intent-to-sync.ts';
import { type Looked, openIntent, sealingWorkflow } from './looked.ts';
import { asksForRelease, nextOfPacket, sealedFor } from './release.ts';
import { isUndecided, whyNot } from './supported.ts';

/**
 * The next irreversible effect. One open intent at a time: it is taken up again, taken over, waited for, or given up;
 * only without one is a new effect intended.
 */
export function planEffect(looked: Looked, claims: Digest): EffectPlan {
  const open = openIntent(looked);
  if (open !== null) return resume(looked, open);
  switch (kindOf(looked.claims)) {
    case 'sync':
      return intend(intentToSync(looked));
    case 'decision':
      return nextOfDecision(looked, claims);
    default:
      return nextOfPacket(looked, claims);
  }
}

/** An open intent of this pull request: whether it happened is looked at before anything is done. */
function resume(looked: Looked, open: EffectFacts): EffectPlan {
  const mine = open.intent.holder === looked.holder;
  const current = msOf(looked.observation.at) < msOf(open.intent.deadline);
  // What a workflow does needs no hand of ours: any process may find the seal there, or give up what nothing supports.
  const elsewhere = SEALS.includes(open.intent.effect) && sealingWorkflow(looked) !== null;
  if (!mine && current && !elsewhere) return { ...NO_EFFECT, lookAgainAt: open.intent.deadline };
  if (!carriedOut(looked, open) && !supported(looked, open)) {
    // What could not be read speaks neither for it nor against it.
    return isUndecided(looked) ? NO_EFFECT : { ...NO_EFFECT, record: [givenUp(looked, open)] };
  }
  // A delivery that began is neither given up nor gone on with while its council is halted.
  if (open.intent.effect === 'deliver' && isHalted(looked, sealedFor(looked))) return NO_EFFECT;
  if (!isDue(looked, open.intent.effect)) {
    return { ...NO_EFFECT, lookAgainAt: troubleOf(looked, open.intent.effect)?.retryAt ?? null };
  }
  if (current) return { ...NO_EFFECT, effect: open };
  // Past the deadline anybody may act, so also the holder needs an intent that is the newest again.
  const taken = { ...open.intent, ...held(looked, open.intent.effect), takes_over: open.number };
  return { record: [{ kind: 'intent', body: taken }], effect: 'intended', lookAgainAt: null };
}

const SEALS: readonly string[] = ['seal', 'seal-conclusion'];
const MERGES: readonly string[] = ['merge', 'sync', 'merge-decision'];

/** Whether GitHub shows the merge that was intended, whatever became of the answer. */
export function carriedOut(looked: Looked, { intent }: EffectFacts): boolean {
  return MERGES.includes(intent.effect) && looked.observation.pull.merge?.parents[1] === intent.head;
}

/** Whether what stands now still asks for exactly what was intended. */
function supported(looked: Looked, { intent }: EffectFacts): boolean {
  switch (intent.effect) {
    case 'sync':
      return asksForSync(looked, intent);
    case 'seal-conclusion':
    case 'merge-decision':
      return asksForConclusion(looked, intent);
    default:
      return asksForRelease(looked, intent);
  }
}

function givenUp(looked: Looked, { number, intent }: EffectFacts): Draft {
  if ('decision' in intent) {
    const { effect, pull, packet, revision, decision } = intent;
    const about = { effect, intent: number, pull, packet, revision, decision };
    return { kind: 'outcome', body: { ...about, ...whyNot(looked), result: 'void' } };
  }
  if (intent.effect === 'sync') {
    const body = { effect: 'sync', intent: number, pull: intent.pull, ...whyNot(looked), result: 'void' } as const;
    return { kind: 'outcome', body };
  }
  const { pull, packet, revision } = intent;
  return {
    kind: 'outcome',
    body: { effect: intent.effect, intent: number, pull, packet, revision, ...whyNot(looked), result: 'void' },
  };
}
