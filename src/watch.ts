import { alarm } from './act/alarm.ts';
import { mendCopy } from './act/mend-copy.ts';
import { propose } from './act/propose.ts';
import { type Governor, type LookAgain, PAUSE_MS, waitAfter } from './flow.ts';
import { Unanswered } from './github/client.ts';
import type { Draft } from './ledger/entry.ts';
import { type AlarmStep, planWatch, type WatchStep } from './plan/watch.ts';
import { causesOf, isUnread } from './verify/incidents.ts';
import type { Surroundings } from './verify/surroundings.ts';

/** What a watch came to: when to watch again, and whether pull requests have to be looked at anew. */
export interface Watched {
  readonly again: LookAgain;
  readonly changed: boolean;
}

/** More turns than this are not getting anywhere. */
const MOST_TURNS = 8;

/**
 * The same loop around the pull requests: what happened to branches, readers and protections, which of it is an
 * incident, what people said about one. What it records halts councils or lets them go on, so every look follows it.
 */
export async function watch(governor: Governor): Promise<Watched> {
  let changed = false;
  try {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const surroundings = await governor.observer.surroundings();
      const step = planWatch(surroundings, causesOf(surroundings));
      // What it means is recorded; that people are told of it may still fail, and holds nothing.
      if (step.record.length === 0 && !isUnread(surroundings)) governor.observer.sawAll(surroundings.at);
      if (step.record.length === 0 && step.alarms.length === 0) {
        // Last, and looked for before: each can be found again, and opened twice it is refused.
        const opened = await openPulls(step, surroundings, governor);
        return { again: opened ? soonIfUnread(surroundings) : { inMs: PAUSE_MS }, changed };
      }
      // Alarms are of incidents that the ledger knows: what is recorded now has its alarm in the next turn.
      const recorded = step.record.length > 0;
      const drafts = recorded ? step.record : await raise(step.alarms, surroundings, governor);
      if (drafts.length === 0) return { again: soonIfUnread(surroundings), changed };
      const appended = await append(drafts, surroundings, governor);
      changed ||= appended && recorded;
    }
  } catch (error) {
    governor.log(`watch: ${error instanceof Error ? error.message : String(error)}`);
    return { again: { inMs: waitAfter(error) }, changed };
  }
  return { again: { inMs: PAUSE_MS }, changed };
}

/** Whether all went well. A branch may be in the way of one pull request of the App's, and of no other. */
async function openPulls(
  { copies, proposals }: WatchStep,
  surroundings: Surroundings,
  { hands, log }: Governor,
): Promise<boolean> {
  const place = placeOf(surroundings);
  const openings = [
    ...copies.map((copy) => ({
      what: `council/${copy.council}: CODEOWNERS`,
      open: () => mendCopy(copy, place, hands.github),
    })),
    ...proposals.map((step) => ({ what: step.file.path, open: () => propose(step, place, hands.github) })),
  ];
  let opened = true;
  for (const { what, open } of openings) {
    try {
      await open();
    } catch (error) {
      if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
      log(`${what}: ${error.message}`);
      opened = false;
    }
  }
  return opened;
}

async function raise(
  alarms: readonly AlarmStep[],
  { repository }: Surroundings,
  { hands }: Governor,
): Promise<Draft[]> {
  const place = placeOf({ repository });
  const named: Draft[] = [];
  // If we stop here, an issue is there that no entry names: the next turn finds it by its marker.
  for (const step of alarms) named.push(...(await alarm(step, place, hands)));
  return named;
}

function placeOf({ repository }: Pick<Surroundings, 'repository'>) {
  return { owner: repository.owner, repo: repository.name };
}

/** Whether it was written. When the ledger moved meanwhile, the next turn sees what it says now. */
async function append(drafts: readonly Draft[], { at, ledger }: Surroundings, { hands }: Governor): Promise<boolean> {
  if (!('read' in ledger)) return false;
  return 'done' in (await hands.ledger.append({ drafts, claims: new Map(), at, since: ledger.read }));
}

function soonIfUnread(surroundings: Surroundings): LookAgain {
  const { alarmsUnread, undecided } = surroundings;
  return isUnread(surroundings) || alarmsUnread !== null || 'unread' in undecided ? { inMs: PAUSE_MS } : null;
}
