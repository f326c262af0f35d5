import type { Digest } from '../digest/digest.ts';
import type { GitHub } from '../github/client.ts';
import type { Link } from '../ledger/chain.ts';
import type { Draft } from '../ledger/entry.ts';
import type { EffectFacts } from '../ledger/facts/effect.ts';
import type { Append, Appended, Ledger } from '../ledger/store.ts';
import { type Part, partOf } from '../plan/failing.ts';
import type { Looked } from '../plan/looked.ts';
import type { RunsAsked } from '../plan/run.ts';
import type { Showing, Step } from '../plan/step.ts';
import type { SealBundle } from '../seal/bundle.ts';
import { compareInstants, instantOf } from '../time/instant.ts';
import { deliver } from './deliver.ts';
import { merge } from './merge.ts';
import { mergeDecision } from './merge-decision.ts';
import { seal } from './seal.ts';
import { show } from './show.ts';
import { showStatus } from './status.ts';
import { sync } from './sync.ts';

/** All by which this process can change the world. */
export interface Hands {
  readonly github: GitHub;
  /** The same App in another repository where it is installed. */
  readonly elsewhere: (repository: string) => Promise<GitHub>;
  readonly ledger: Ledger;
  readonly makeSeal: (statement: Uint8Array) => Promise<SealBundle>;
  /** The attestations of this type about a subject that GitHub keeps for the governance repository, newest first. */
  readonly attestations: (subject: Digest, predicateType: string) => AsyncIterable<AttestationListed>;
  /** The runs of the sealing workflow that this process asked for, by intent. */
  readonly runsAsked: Map<number, RunsAsked>;
  readonly checkName: string;
  /** `<slug>[bot]`: what this App's issues are by. */
  readonly botLogin: string;
  readonly now: () => Date;
  /** The address that people use, such as `https://github.com`. */
  readonly webUrl: string;
}

/** A Sigstore bundle as parsed JSON, or why it could not be had. */
export type AttestationListed = { readonly bundle: unknown } | { readonly unread: string };

/** What became of a step. `failed` names the part that could not be done; what it left behind, the next turn looks at. */
export type Acted =
  | { readonly acted: 'conflict' }
  /** `works`: the parts that this step has shown to work. `waits`: for others to carry out what was intended. */
  | { readonly acted: 'done' | 'waits'; readonly works: readonly Part[] }
  | { readonly acted: 'failed'; readonly part: Part; readonly error: Error };

/** An effect says what became of its intent, that it does not know, or that it waits for others to do it. */
export type Effected = { readonly outcome: Draft } | { readonly failed: Error } | { readonly waits: true };

/**
 * Carries a step out, in the order that makes every place to stop at a safe one: the record first, then what is
 * shown, then the effect that cannot be undone, then its outcome.
 */
export async function act(step: Step, looked: Looked, hands: Hands): Promise<Acted> {
  // If we stop before this, nothing happened. If its answer is lost, the next read of the ledger knows.
  const recorded = await record(step, looked, hands);
  if (recorded !== null && 'failed' in recorded) {
    // Nothing may happen that was not recorded first, but people are told why.
    return { acted: 'failed', part: 'ledger', error: recorded.failed };
  }
  if (recorded !== null && 'conflict' in recorded) return { acted: 'conflict' };
  // If we stop here, the ledger knows more than the page; the page is compared at every look.
  await show(step.show, hands, looked);
  const said = await say(step.show, hands, looked);
  // What cannot be told to people keeps nothing from going on: the next turn goes without it.
  if ('failed' in said) return { acted: 'failed', part: 'comment', error: said.failed };
  const intent = intentOf(step, recorded?.done ?? []);
  const works = [...(recorded === null ? [] : (['ledger'] as const)), ...said.works];
  if (intent === null) return { acted: 'done', works };
  // If we stop here, the intent is open: the next turn looks whether it happened, and takes it up or gives it up.
  const part = partOf(intent.intent.effect);
  const effected = await perform(intent, looked, hands);
  if ('failed' in effected) return { acted: 'failed', part, error: effected.failed };
  // If we stop here, what others do goes on: whoever looks next finds it done, or waits for it too.
  if ('waits' in effected) return { acted: 'waits', works };
  // If we stop here, the effect happened and the ledger holds its intent only: again the next turn looks.
  const since = recorded?.facts ?? looked.ledger;
  return conclude({ drafts: [effected.outcome], claims: new Map(), at: looked.observation.at, since }, part, hands);
}

/** The comment that says how it stands. */
async function say(
  showings: readonly Showing[],
  hands: Hands,
  looked: Looked,
): Promise<{ works: readonly Part[] } | { failed: Error }> {
  const comment = showings.find((showing) => showing.show === 'comment');
  if (comment === undefined) return { works: [] };
  try {
    await showStatus(comment, hands, looked);
    return { works: ['comment'] };
  } catch (error) {
    return { failed: asError(error) };
  }
}

async function record(step: Step, looked: Looked, hands: Hands): Promise<Appended | { failed: Error } | null> {
  if (step.record.length === 0) return null;
  const append = { drafts: step.record, claims: step.claims, at: writtenAt(looked, hands), since: looked.ledger };
  try {
    return await hands.ledger.append(append);
  } catch (error) {
    return { failed: asError(error) };
  }
}

/**
 * GitHub's clock now, told from ours. What is recorded as shown stands from here on and not since the look, which may
 * have taken seconds: a review given in between did not see it.
 */
function writtenAt({ observation }: Looked, { now }: Hands): string {
  const instant = instantOf(now().getTime() - observation.skewSeconds * 1000) ?? observation.at;
  return compareInstants(instant, observation.at) > 0 ? instant : observation.at;
}

function perform(effect: EffectFacts, looked: Looked, hands: Hands): Promise<Effected> {
  switch (effect.intent.effect) {
    case 'seal':
    case 'seal-conclusion':
      return seal(effect, effect.intent, looked, hands);
    case 'merge':
      return merge(effect, effect.intent, looked, hands);
    case 'merge-decision':
      return mergeDecision(effect, effect.intent, looked, hands);
    case 'deliver':
      return deliver(effect, effect.intent, looked, hands);
    case 'sync':
      return sync(effect, effect.intent, looked, hands);
  }
}

/** When the ledger moved meanwhile, the outcome is not lost: the intent stays open, and the next turn finds it out. */
async function conclude(outcome: Append, part: Part, { ledger }: Hands): Promise<Acted> {
  try {
    const appended = await ledger.append(outcome);
    return 'done' in appended ? { acted: 'done', works: ['ledger', part] } : { acted: 'conflict' };
  } catch (error) {
    return { acted: 'failed', part: 'ledger', error: asError(error) };
  }
}

function intentOf(step: Step, links: readonly Link[]): EffectFacts | null {
  if (step.effect !== 'intended') return step.effect;
  const link = links.findLast(({ entry }) => entry.kind === 'intent');
  if (link?.entry.kind !== 'intent') return null;
  const { number, at, body } = link.entry;
  return { number, hash: link.hash, at, intent: body, outcome: null, takenOverBy: null, voidedBy: null };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('something that is no error was thrown', { cause: error });
}
