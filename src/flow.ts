import { act, type Hands } from './act/act.ts';
import { Unanswered } from './github/client.ts';
import { judge } from './judge/proposal.ts';
import type { Draft } from './ledger/entry.ts';
import { NO_FACTS } from './ledger/facts.ts';
import type { Observer } from './observe/observe.ts';
import { packetDecidedBy } from './plan/decided.ts';
import { dueAt, failing, working } from './plan/failing.ts';
import type { Looked } from './plan/looked.ts';
import { plan } from './plan/plan.ts';
import { doesNothing, type Step } from './plan/step.ts';
import { instantOf, msOf } from './time/instant.ts';
import type { Troubles } from './verify/observation/trouble.ts';
import { loadedRules } from './verify/rules.ts';
import { verify } from './verify/verify.ts';

/** What a process that governs one repository consists of. */
export interface Governor {
  readonly observer: Observer;
  readonly hands: Hands;
  /** Names this process in intents: random, so that no other takes its intents for its own. */
  readonly holder: string;
  readonly now: () => Date;
  /** What failed lately, by pull request. Lost with the process, which then simply tries again. */
  readonly troubles: Map<number, Troubles>;
  /** Tells who operates it what went wrong; people on GitHub are told by the check page. */
  readonly log: (line: string) => void;
}

/** When to look again although nothing is heard; null when only an event can change anything. */
export type LookAgain = { readonly inMs: number } | null;

/** Before what went wrong, or is not finished, is looked at again. */
export const PAUSE_MS = 30_000;

/** A pull request that needs more turns than this is not getting anywhere, and others wait. */
const MOST_TURNS = 12;
const SOONEST_MS = 1000;

/**
 * The loop: observe, verify, judge, plan, act, again until the plan answers nothing. What set it off is no matter; a
 * webhook only says that a look may be worth while. The last look before a merge, the recovery after a crash and the
 * answer to a lost webhook are all this.
 */
export async function look(number: number, governor: Governor): Promise<LookAgain> {
  try {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const looked = await see(number, governor);
      if (looked === null) return null;
      const step = plan(looked);
      if (doesNothing(step)) return again(step, looked);
      const packet = packetDecidedBy(step, looked);
      if (packet !== null && (await isUnheard(packet, governor))) {
        await look(packet, governor);
        if (await isUnheard(packet, governor)) return { inMs: PAUSE_MS };
        continue;
      }
      const acted = await act(step, looked, governor.hands);
      // All of them, also those that are due and were left out of this look: a pause doubles as long as they last.
      const before = governor.troubles.get(number) ?? {};
      if (acted.acted === 'failed') {
        governor.log(`#${number}: ${acted.part}: ${acted.error.message}`);
        const waitMs = acted.error instanceof Unanswered ? acted.error.waitMs : undefined;
        governor.troubles.set(number, failing(before, acted.part, acted.error.message, looked.observation.at, waitMs));
      } else if (acted.acted !== 'conflict') {
        governor.troubles.set(number, working(before, acted.works));
        if (acted.acted === 'waits') return { inMs: PAUSE_MS };
        if (isSettled(step, looked)) return again(step, looked);
      }
    }
    return { inMs: PAUSE_MS };
  } catch (error) {
    // GitHub did not answer: nothing follows from that but another look.
    if (!(error instanceof Unanswered)) throw error;
    governor.log(`#${number}: ${error.code}: ${error.message}`);
    return { inMs: waitAfter(error) };
  }
}

/** Whoever takes a packet back does so on its own pull request, and is in time until a decision about it is merged. */
async function isUnheard(packet: number, governor: Governor): Promise<boolean> {
  const looked = await see(packet, governor);
  if (looked === null) return false;
  return 'unknown' in looked.claims.commands || plan(looked).record.some(({ kind }) => kind === 'command');
}

/** How long to wait after what was thrown, in milliseconds: as long as GitHub asks, if it does. */
export function waitAfter(error: unknown): number {
  return (error instanceof Unanswered ? error.waitMs : undefined) ?? PAUSE_MS;
}

/** Who looks. Without a clock of its own it goes by GitHub's, and nothing has failed it yet. */
export type Viewer = Pick<Governor, 'observer' | 'holder' | 'troubles'> & { readonly now: Governor['now'] | null };

/** One look from beginning to end, for whoever has to judge; null where there is no such pull request. */
export async function see(number: number, { observer, holder, now, troubles }: Viewer): Promise<Looked | null> {
  const local = (now === null ? null : instantOf(now().getTime())) ?? '';
  const observation = await observer.observe(number, dueAt(troubles.get(number) ?? {}, local), now);
  if (observation === null) return null;
  const claims = verify(observation);
  const rules = loadedRules(observation.rules);
  const ledger = 'read' in observation.ledger ? observation.ledger.read : NO_FACTS;
  return { observation, claims, finding: judge(claims, rules), rules, ledger, holder };
}

/**
 * A turn that only recorded and showed leaves nothing behind that another turn would see differently, but where it
 * ended something (of a revision that was superseded, these may be the very bytes; what was withdrawn is told), and
 * where it counted an approval beside a rival, between whom that approval decides. Of a decision the next turn starts
 * from what this one recorded: signatures, the wish to conclude them, the conclusion that then takes effect, and which
 * decision it is where others carry it too.
 */
function isSettled({ effect, record }: Step, { observation, ledger }: Looked): boolean {
  const ends = [
    'outcome',
    'seal-void',
    'superseded',
    'released',
    'withdrawn',
    'signed',
    'concluded',
    ...(observation.rivals.length > 0 ? ['approved'] : []),
  ];
  const asksFor = (draft: Draft) => draft.kind === 'command' && draft.body.verb === 'conclude';
  const carriesToo = (draft: Draft) => draft.kind === 'head-seen' && ledger.decisions.has(draft.body.decision ?? '');
  return effect === null && !record.some((draft) => ends.includes(draft.kind) || asksFor(draft) || carriesToo(draft));
}

/** A delay between two instants of GitHub's clock: the local one may be ahead, and would find every instant past. */
function again({ lookAgainAt }: Step, { observation }: Looked): LookAgain {
  if (lookAgainAt === null) return null;
  return { inMs: Math.max(SOONEST_MS, msOf(lookAgainAt) - msOf(observation.at)) };
}
