import type { ExceptionFacts } from '../exception/exception.ts';
import type { Link } from './chain.ts';
import type { Body, Draft, Entry } from './entry.ts';
import { type CommandFacts, commandFacts } from './facts/command.ts';
import { type CouncilFacts, councilAfterLift, councilAfterMerge, newCouncil } from './facts/council.ts';
import { type DecisionFacts, decisionAfter, decisionOf, newDecision } from './facts/decision.ts';
import type { EffectFacts } from './facts/effect.ts';
import { enterException } from './facts/exception.ts';
import { enterIncident, type IncidentFacts, type Incidents } from './facts/incident.ts';
import { newPacket, type PacketFacts, packetAfter, packetOf } from './facts/packet.ts';
import { NO_PULL, type PullFacts, pullAfter, pullOf } from './facts/pull.ts';
import type { ReleaseFacts } from './facts/release.ts';
import { enterRelease, type Releases } from './facts/releases.ts';
import type { Head } from './note.ts';

/**
 * What a ledger says, arranged for the questions of the loop. A value: an append makes a new one, so whoever judges
 * from it sees one state of the ledger from beginning to end.
 */
export interface LedgerFacts extends Releases {
  readonly head: Head | null;
  /** The id that GitHub gives the repository, from entry 0. */
  readonly repository: number | null;
  readonly pulls: ReadonlyMap<number, PullFacts>;
  readonly packets: ReadonlyMap<string, PacketFacts>;
  readonly councils: ReadonlyMap<string, CouncilFacts>;
  /** By id, such as `bpe-2026-014/r2-d1`. */
  readonly decisions: ReadonlyMap<string, DecisionFacts>;
  /** The exceptions that were ever asked for, by packet, in the order in which they were first named. */
  readonly exceptions: ReadonlyMap<string, readonly ExceptionFacts[]>;
  /** Intents that have no outcome and were not taken over, by number. */
  readonly openIntents: ReadonlyMap<number, EffectFacts>;
  readonly incidents: Incidents;
  /** The tip of main up to which everything is known: where the ledger began, and what followed by passed changes. */
  readonly main: string | null;
  /** The commands on issues that were answered, by comment; those on pull requests stand with these. */
  readonly answered: ReadonlyMap<number, CommandFacts>;
}

export const NO_FACTS: LedgerFacts = {
  head: null,
  repository: null,
  pulls: new Map(),
  packets: new Map(),
  councils: new Map(),
  decisions: new Map(),
  exceptions: new Map(),
  openIntents: new Map(),
  incidents: new Map(),
  releases: new Map(),
  untold: new Set(),
  main: null,
  answered: new Map(),
};

/** The facts after one more entry. */
export function addEntry(facts: LedgerFacts, link: Link): LedgerFacts {
  return addEntries(facts, [link]);
}

/** The facts after more entries, which follow from those before. Copies the tables once, so add many at once. */
export function addEntries(facts: LedgerFacts, links: readonly Link[]): LedgerFacts {
  const [first, last] = [links[0], links.at(-1)];
  if (first === undefined || last === undefined) return facts;
  const tables: Tables = {
    pulls: new Map(facts.pulls),
    packets: new Map(facts.packets),
    councils: new Map(facts.councils),
    decisions: new Map(facts.decisions),
    exceptions: new Map(facts.exceptions),
    openIntents: new Map(facts.openIntents),
    incidents: new Map(facts.incidents),
    releases: new Map(facts.releases),
    untold: new Set(facts.untold),
    answered: new Map(facts.answered),
  };
  for (const link of links) enter(tables, link);
  const repository = first.entry.kind === 'genesis' ? first.entry.body.repository : facts.repository;
  const main = links.reduce(mainAfter, facts.main);
  return { head: { number: last.entry.number, hash: last.hash }, repository, ...tables, main };
}

/**
 * What the drafts are about that has changed between two states of the same ledger; null when nothing has. Facts are
 * values: what no entry touched is the same object in both.
 */
export function concerns(drafts: readonly Draft[], since: LedgerFacts, now: LedgerFacts): string | null {
  for (const [number, incident] of now.incidents)
    if (since.incidents.get(number) !== incident) return `incident ${number}`;
  for (const [name, council] of now.councils) if (since.councils.get(name) !== council) return `council ${name}`;
  if (since.main !== now.main) return 'main';
  for (const draft of drafts) {
    const comment = commentOf(draft);
    if (comment !== null && now.answered.has(comment) && !since.answered.has(comment)) return `comment ${comment}`;
    const decision = decisionOf(draft);
    if (decision !== null && since.decisions.get(decision) !== now.decisions.get(decision))
      return `decision ${decision}`;
    const [pull, packet] = [pullOf(draft), packetOf(draft)];
    if (pull !== null && since.pulls.get(pull) !== now.pulls.get(pull)) return `#${pull}`;
    if (packet !== null && since.packets.get(packet) !== now.packets.get(packet)) return `packet ${packet}`;
    const decidedAbout = endedSince(draft, since, now);
    if (decidedAbout !== null) return `release ${decidedAbout}`;
    const release = 'release' in draft.body ? draft.body.release : null;
    if (release !== null && since.releases.get(release) !== now.releases.get(release)) return `release ${release}`;
  }
  return null;
}

/** The release that a decision is about, where it was taken back or overtaken since: another pull request carried it. */
function endedSince({ body }: Draft, since: LedgerFacts, now: LedgerFacts): number | null {
  if (!('decision' in body && 'revision' in body)) return null;
  for (const [number, { packet, revision, withdrawnBy, supersededBy }] of now.releases) {
    const before = since.releases.get(number);
    const same = before?.withdrawnBy === withdrawnBy && before.supersededBy === supersededBy;
    if (packet === body.packet && revision === body.revision && !same) return number;
  }
  return null;
}

function mainAfter(main: string | null, { entry }: Link): string | null {
  if (entry.kind === 'genesis') return entry.body.main;
  if (entry.kind === 'main-seen') return entry.body.tip;
  return entry.kind === 'lifted' && entry.body.accepts?.branch === 'main' ? entry.body.accepts.tip : main;
}

interface Tables {
  readonly pulls: Map<number, PullFacts>;
  readonly packets: Map<string, PacketFacts>;
  readonly councils: Map<string, CouncilFacts>;
  readonly decisions: Map<string, DecisionFacts>;
  readonly exceptions: Map<string, readonly ExceptionFacts[]>;
  readonly openIntents: Map<number, EffectFacts>;
  readonly incidents: Map<number, IncidentFacts>;
  readonly releases: Map<number, ReleaseFacts>;
  readonly untold: Set<number>;
  readonly answered: Map<number, CommandFacts>;
}

function enter(tables: Tables, link: Link): void {
  const { entry } = link;
  const number = pullOf(entry);
  if (number !== null) {
    const pull = pullAfter(tables.pulls.get(number) ?? NO_PULL, link);
    tables.pulls.set(number, pull);
    if (entry.kind === 'intent' || entry.kind === 'outcome') enterEffect(tables, entry, pull);
  }
  const id = packetOf(entry);
  if (id !== null) tables.packets.set(id, packetAfter(tables.packets.get(id) ?? newPacket(id), entry));
  const decision = decisionOf(entry);
  if (decision !== null)
    tables.decisions.set(decision, decisionAfter(tables.decisions.get(decision) ?? newDecision(decision), entry));
  enterException(tables, entry);
  if (entry.kind === 'council-seen' && !tables.councils.has(entry.body.council)) {
    tables.councils.set(entry.body.council, newCouncil(entry.body));
  }
  enterRelease(tables, link);
  if ((entry.kind === 'command' || entry.kind === 'refusal') && entry.body.pull === null)
    tables.answered.set(entry.body.comment, commandFacts(entry));
  if (entry.kind === 'incident' || entry.kind === 'alarmed' || entry.kind === 'lifted') {
    enterIncident(tables.incidents, entry);
    if (entry.kind === 'lifted') enterLift(tables, entry.body);
  }
}

/** The comment on an issue that an entry answers. */
function commentOf({ kind, body }: Draft): number | null {
  return (kind === 'command' || kind === 'refusal') && body.pull === null ? body.comment : null;
}

function enterLift({ incidents, councils }: Tables, body: Body<'lifted'>): void {
  const incident = incidents.get(body.incident);
  if (incident === undefined) return;
  for (const [name, council] of councils) councils.set(name, councilAfterLift(name, council, incident, body));
}

function enterEffect(tables: Tables, entry: Extract<Entry, { kind: 'intent' | 'outcome' }>, pull: PullFacts): void {
  const named = entry.kind === 'intent' ? entry.number : entry.body.intent;
  const effect = pull.effects.find((candidate) => candidate.number === named);
  // An outcome that names nobody's intent, or one that has ended, changes nothing; an auditor names it.
  if (effect === undefined || (entry.kind === 'outcome' && effect.outcome?.number !== entry.number)) return;
  if (entry.kind === 'intent') {
    tables.openIntents.set(entry.number, effect);
    if (entry.body.takes_over !== undefined) tables.openIntents.delete(entry.body.takes_over);
    return;
  }
  tables.openIntents.delete(named);
  const merged = councilAfterMerge(tables.councils, effect);
  if (merged) tables.councils.set(...merged);
}
