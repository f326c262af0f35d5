import type { Draft, Effect } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import { msOf } from '../time/instant.ts';
import { haltClaims } from '../verify/halt.ts';
import type { Trouble } from '../verify/observation/trouble.ts';
import { partOf } from './failing.ts';
import type { Looked } from './looked.ts';
import { whyNot } from './supported.ts';

/** The part of a step that cannot be undone: entries about effects, and the effect to perform after them, if any. */
export interface EffectPlan {
  readonly record: readonly Draft[];
  readonly effect: 'intended' | EffectFacts | null;
  readonly lookAgainAt: string | null;
}
export const NO_EFFECT: EffectPlan = { record: [], effect: null, lookAgainAt: null };

/** An effect begins with the entry that intends it. */
export function intend(intent: Draft | null): EffectPlan {
  return intent === null ? NO_EFFECT : { record: [intent], effect: 'intended', lookAgainAt: null };
}

/** Why the part of the world that an effect needs failed lately. */
export function troubleOf({ observation }: Looked, effect: Effect): Trouble | undefined {
  return observation.troubles[partOf(effect)];
}

/** Whether it may be tried now, after whatever failed. */
export function isDue(looked: Looked, effect: Effect): boolean {
  const trouble = troubleOf(looked, effect);
  return trouble === undefined || msOf(looked.observation.at) >= msOf(trouble.retryAt);
}

/** What an intent is about: the revision, by the pull request and the head that carry it. */
export function subject({ claims }: Looked, { packet, revision }: { packet: string; revision: number }) {
  return { pull: claims.pull.number, packet, revision, head: claims.pull.head };
}

/** The entry from which on a seal proves nothing. */
export function voidOf(looked: Looked, { number, intent, outcome }: EffectFacts): Draft[] {
  if (intent.effect !== 'seal' && intent.effect !== 'seal-conclusion') return [];
  const { pull, packet, revision } = intent;
  return [{ kind: 'seal-void', body: { pull, packet, revision, seal: outcome?.number ?? number, ...whyNot(looked) } }];
}

/** Whether nothing of this council goes on; of no council, whether nothing at all does. */
export function isHalted({ ledger, claims }: Looked, council: string | null): boolean {
  // What got onto main past its rules halts everything, also before it is recorded as an incident.
  if ('known' in claims.main && claims.main.known.strange !== null) return true;
  return haltClaims(ledger, council).length > 0;
}
