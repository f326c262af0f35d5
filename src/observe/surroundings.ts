import { branchOf } from '../council/branch.ts';
import { type GitHub, Unanswered } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { instantOf } from '../time/instant.ts';
import type { Heard } from '../verify/exposure.ts';
import { type MainSeen, mainClaim } from '../verify/main.ts';
import type { Actor } from '../verify/observation/account.ts';
import type { Read } from '../verify/observation.ts';
import type { Surroundings, TipSeen } from '../verify/surroundings.ts';
import type { Alarms } from './alarms.ts';
import type { Place } from './blob.ts';
import { readExposure } from './exposure.ts';
import type { Surveyed } from './observe.ts';
import type { Rulebook } from './rulebook.ts';
import { readOldCopies } from './sync.ts';
import { readMove } from './tip.ts';
import { readUndecided } from './undecided.ts';

const NO_LEDGER = { unread: 'the ledger was not read' };
const ASKED_AGAIN = 4;

/** Reads the world once around the pull requests. Throws `Unanswered` when the survey itself is not answered. */
export async function observeSurroundings(
  github: GitHub,
  place: Place,
  survey: () => Promise<Surveyed>,
  heard: readonly Heard[],
  rulebook: Rulebook,
  alarms: Alarms,
): Promise<Surroundings> {
  const surveyed = await settled(survey);
  const { rules, ledger, ledgerTip, main, repository } = surveyed;
  const facts = 'read' in ledger ? ledger.read : null;
  const at = instantOf(surveyed.at.getTime()) ?? '';
  const tips: TipSeen[] = [];
  for (const council of new Set([...surveyed.tips.keys(), ...(facts?.councils.keys() ?? [])])) {
    const tip = surveyed.tips.get(council) ?? null;
    const known = facts?.councils.get(council)?.tip ?? tip;
    const moved = known === null || tip === known ? null : await readMove(github, place, branchOf(council), known, tip);
    tips.push({ council, tip, moved });
  }
  const moved = await rulebook.moved(main, ledger);
  const by = await whoMovedMain(github, place, moved, facts);
  const lawful = facts?.main ?? null;
  return {
    at,
    repository: { id: repository, owner: place.owner, name: place.name },
    main,
    // An incident is recorded once: without those who had a hand in it they could lift it.
    mainMoved: 'read' in by ? moved : by,
    mainBy: 'read' in by ? by.read : [],
    rules: lawful === null || lawful === main ? rules : await rulebook.at(lawful),
    ledger,
    ledgerTip,
    tips,
    oldCopies: await readOldCopies(github, place, surveyed),
    undecided: facts === null ? NO_LEDGER : await readUndecided(github, place, facts, surveyed.tips, at),
    ...(facts === null ? { alarms: [], alarmsUnread: NO_LEDGER.unread } : await alarms.read(facts, at)),
    exposure: facts === null ? NO_LEDGER : await readExposure(github, place, { rules, ledger: facts, heard }),
  };
}

/** Asked only where it did not come there by what passed. */
async function whoMovedMain(
  github: GitHub,
  place: Place,
  moved: Read<MainSeen>,
  facts: LedgerFacts | null,
): Promise<Read<readonly Actor[]>> {
  if (!('read' in moved) || facts === null || mainClaim(moved.read, facts).strange === null) return { read: [] };
  const seen = await readMove(github, place, 'main', moved.read.known, moved.read.tip);
  return 'read' in seen ? { read: seen.read.by } : seen;
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
  throw new Unanswered('branches move faster than they can be read');
}

function hasUnknownTip({ ledger, tips }: Surveyed): boolean {
  return 'read' in ledger && [...ledger.read.councils].some(([council, { tip }]) => tips.get(council) !== tip);
}

function positionOf({ ledger, tips }: Surveyed): string {
  return JSON.stringify(['read' in ledger ? ledger.read.head : null, [...tips]]);
}
