import { type GitHub, Unanswered } from '../github/client.ts';
import type { IncidentFacts } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { msOf } from '../time/instant.ts';
import type { AlarmSeen, Surroundings } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';
import { readIssue } from './issue.ts';

/** An alarm is looked at for so long after it was lifted: its issue may still say otherwise, where a bot died. */
const SETTLES_MS = 60 * 60_000;

/** Reads the issues of alarms. How a comment was written never changes, so it is asked once. */
export class Alarms {
  readonly #github: GitHub;
  readonly #place: Place;
  readonly #viaApp = new Map<number, boolean>();

  constructor(github: GitHub, place: Place) {
    this.#github = github;
    this.#place = place;
  }

  /** One that cannot be read hinders no other: on each, people may be waiting to lift what it is about. */
  async read({ incidents }: LedgerFacts, at: string): Promise<Pick<Surroundings, 'alarms' | 'alarmsUnread'>> {
    const alarms: AlarmSeen[] = [];
    let alarmsUnread: string | null = null;
    for (const incident of incidents.values()) {
      if (isSettled(incident, at)) continue;
      try {
        alarms.push({ incident, issue: await this.#issueOf(incident) });
      } catch (error) {
        if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
        alarmsUnread = error.message;
      }
    }
    return { alarms, alarmsUnread };
  }

  async #issueOf({ issue }: IncidentFacts) {
    return issue === null ? null : readIssue(this.#github, this.#place, issue, { viaApp: this.#viaApp });
  }
}

function isSettled({ lifted }: IncidentFacts, at: string): boolean {
  return lifted !== null && msOf(at) - msOf(lifted.at) > SETTLES_MS;
}
