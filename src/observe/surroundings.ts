import { branchOf } from '../council/branch.ts';
import { type GitHub, Unanswered } from '../github/client.ts';
import type { IncidentFacts } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { instantOf, msOf } from '../time/instant.ts';
import type { Read } from '../verify/observation.ts';
import type { AlarmSeen, Surroundings, TipSeen } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';
import { readIssue } from './issue.ts';
import type { Surveyed } from './observe.ts';
import { readMove } from './tip.ts';

const ASKED_AGAIN = 4;
/** An alarm is looked at for so long after it was lifted: its issue may still say otherwise, where a bot died. */
const SETTLES_MS = 60 * 60_000;

/** Reads the world once around the pull requests. Throws `Unanswered` when the survey itself is not answered. */
export async function observeSurroundings(
  github: GitHub,
  place: Place,
  survey: () => Promise<Surveyed>,
): Promise<Surroundings> {
  const surveyed = await settled(survey);
  const { rules, ledger, ledgerTip, main, repository } = surveyed;
  const facts = 'read' in ledger ? ledger.read : null;
  const at = instantOf(surveyed.at.getTime()) ?? '';
  const tips: TipSeen[] = [];
  for (const [council, known] of facts?.councils ?? []) {
    const tip = surveyed.tips.get(council) ?? null;
    const moved = tip === known.tip ? null : await readMove(github, place, branchOf(council), known.tip, tip);
    tips.push({ council, tip, moved });
  }
  return {
    at,
    repository: { id: repository, owner: place.owner, name: place.name },
    main,
    rules,
    ledger,
    ledgerTip,
    tips,
    alarms: facts === null ? { unread: 'the ledger was not read' } : await readAlarms(github, place, facts, at),
  };
}

/**
 * Tips and ledger as they stand together. A merge and its entry are two writes, which may fall between the survey and
 * the reading of the ledger: what looks like an unknown tip must look so twice, by the same ledger.
 */
async function settled(survey: () => Promise<Surveyed>): Promise<Surveyed> {
  let last = await survey();
  for (let tries = 0; tries < ASKED_AGAIN; tries++) {
    if (!hasUnknownTip(last)) return last;
    const next = await survey();
    if (positionOf(next) === positionOf(last)) return next;
    last = next;
  }
  throw new Unanswered('branches move faster than they can be read', undefined, undefined);
}

function hasUnknownTip({ ledger, tips }: Surveyed): boolean {
  return 'read' in ledger && [...ledger.read.councils].some(([council, { tip }]) => tips.get(council) !== tip);
}

function positionOf({ ledger, tips }: Surveyed): string {
  return JSON.stringify(['read' in ledger ? ledger.read.head : null, [...tips]]);
}

async function readAlarms(
  github: GitHub,
  place: Place,
  { incidents }: LedgerFacts,
  at: string,
): Promise<Read<readonly AlarmSeen[]>> {
  const alarms: AlarmSeen[] = [];
  try {
    for (const incident of incidents.values()) {
      if (isSettled(incident, at)) continue;
      const issue = incident.issue === null ? null : await readIssue(github, place, incident.issue);
      alarms.push({ incident, issue });
    }
    return { read: alarms };
  } catch (error) {
    if (error instanceof Unanswered && error.waitMs === undefined) return { unread: error.message };
    throw error;
  }
}

function isSettled({ lifted }: IncidentFacts, at: string): boolean {
  return lifted !== null && msOf(at) - msOf(lifted.at) > SETTLES_MS;
}
