import { onOneLine } from '../document/text.ts';
import type { Body, Draft } from '../ledger/entry.ts';
import type { IncidentFacts, Incidents } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { councilIn, ownersFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { alarmIssue } from '../report/alarm.ts';
import type { Cause } from '../verify/incidents/cause.ts';
import { isUnread } from '../verify/incidents.ts';
import { type Lift, liftsOf } from '../verify/lifts.ts';
import { mainClaim } from '../verify/main.ts';
import { loadedRules } from '../verify/rules.ts';
import type { AlarmSeen, OldCopy, Surroundings } from '../verify/surroundings.ts';
import { copiesToMend } from './old-copies.ts';
import { decisionsToPropose, type ProposalStep } from './propose.ts';
import { mainSeen } from './sightings.ts';

/** What one turn does around the pull requests: first everything in `record`, in one append; then the alarms. */
export interface WatchStep {
  readonly record: readonly Draft[];
  readonly alarms: readonly AlarmStep[];
  /** Then the copies of CODEOWNERS that the App proposes to bring up to date. */
  readonly copies: readonly OldCopy[];
  /** And the decisions that it proposes. */
  readonly proposals: readonly ProposalStep[];
}
/** An alarm as its issue is to stand. `issue`: that which the ledger names; null where it is to be found or opened. */
export interface AlarmStep {
  /** Null for what the ledger itself cannot say. */
  readonly incident: IncidentFacts | null;
  readonly marker: string;
  readonly issue: number | null;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

/** The next step around the pull requests. Pure; a look at a world in which it was done gives an empty one. */
export function planWatch(surroundings: Surroundings, causes: readonly Cause[]): WatchStep {
  const { ledger, alarms, rules } = surroundings;
  if (!('read' in ledger))
    return {
      record: [],
      alarms: ledger.broken ? [brokenLedger(surroundings, ledger.unread)] : [],
      copies: [],
      proposals: [],
    };
  const loaded = loadedRules(rules);
  return {
    record: [
      ...mainDraft(surroundings, ledger.read),
      ...newCouncils(surroundings, ledger.read, loaded),
      ...newIncidents(causes, ledger.read.incidents),
      // While it is not known what is so, nobody can tell whether it was undone.
      ...(isUnread(surroundings)
        ? []
        : alarms.flatMap((alarm) => liftDrafts(alarm, surroundings, causes, loaded, ledger.read))),
    ],
    alarms: alarms.flatMap((alarm) => alarmStep(alarm, surroundings, causes, loaded, ledger.read)),
    copies: copiesToMend(surroundings, ledger.read, loaded),
    proposals: decisionsToPropose(surroundings, ledger.read, loaded),
  };
}

/** Main's tip, when nothing but changes that passed brought it there. */
function mainDraft({ mainMoved }: Surroundings, ledger: LedgerFacts): Draft[] {
  return 'read' in mainMoved ? mainSeen(mainClaim(mainMoved.read, ledger)) : [];
}

/** From its first sighting on, everything on a council's branch must follow from it. */
function newCouncils({ tips }: Surroundings, { councils }: LedgerFacts, rules: LoadedRules): Draft[] {
  return tips.flatMap(({ council, tip }): Draft[] => {
    const isNew = tip !== null && !councils.has(council) && councilIn(rules, council) !== null;
    return isNew ? [{ kind: 'council-seen', body: { council, tip } }] : [];
  });
}

/** Causes that nobody was told of, or that came back after they were undone, or that halt now and did not before. */
function newIncidents(causes: readonly Cause[], incidents: Incidents): Draft[] {
  const known = [...incidents.values()];
  const told = ({ key, lasting, halts }: Cause) =>
    known.some((one) => one.key === key && (lasting || one.lifted === null) && (one.halts || !halts));
  return causes.filter((cause) => !told(cause)).map(incidentDraft);
}

/** Names in it are others' choice: what an entry could not hold would keep every incident out of the ledger. */
function incidentDraft({ accepts: _, ...body }: Cause): Draft {
  const { what, where, who } = body;
  const said = { what: onOneLine(what, 2000) || 'nothing', where: onOneLine(where, 2000) || 'nothing' };
  const named = who.map(({ account, login }) => ({ account, login: onOneLine(login, 100) || 'nothing' }));
  return { kind: 'incident', body: { ...body, ...said, who: named } };
}

/** The lift, when enough people asked for it; or to each who asked too early the answer, once and for all. */
function liftDrafts(
  alarm: AlarmSeen,
  { repository }: Surroundings,
  causes: readonly Cause[],
  rules: LoadedRules,
  ledger: LedgerFacts,
): Draft[] {
  const { incident, issue } = alarm;
  if (incident.lifted !== null || issue === null) return [];
  const counted = liftsOf(alarm, rules, ledger).flatMap(({ comment, reason, counts }) =>
    'person' in counts ? [{ comment, reason, ...counts }] : [],
  );
  if (isStanding(incident, causes))
    return counted.map((lift) => tooEarly(lift, { repository: repository.id, number: issue.number }, incident));
  const [first] = counted;
  if (first === undefined || counted.length < incident.lifts) return [];
  const body: Body<'lifted'> = {
    incident: incident.number,
    by: counted.map(({ person, account, comment }) => ({ person, account, comment })),
    reason: first.reason,
    accepts: acceptedBy(incident, causes),
  };
  return [{ kind: 'lifted', body }];
}

/** Nobody has looked yet at how it is once it was undone, so nobody's word stands for that. */
function tooEarly(
  { comment, person, account, reason }: { comment: number; person: string; account: number; reason: string },
  issue: Body<'command'>['issue'],
  { codes }: IncidentFacts,
): Draft {
  const answer = 'it still stood then: say it again when it was undone';
  const asked = { pull: null, issue, comment, account, person, verb: 'lift', argument: reason, head: null, answer };
  return { kind: 'command', body: { ...asked, result: 'refused', code: codes[0] ?? 'state-unknown' } };
}

/** The tip that people take as it is when they lift it. */
function acceptedBy(incident: IncidentFacts, causes: readonly Cause[]): Cause['accepts'] {
  return causes.find(({ key }) => key === incident.key)?.accepts ?? null;
}

/** It can be undone, was not, and is nothing that people could take as it is. */
function isStanding({ key, lasting, undo }: IncidentFacts, causes: readonly Cause[]): boolean {
  return !lasting && undo !== null && causes.some((cause) => cause.key === key && cause.accepts === null);
}

function alarmStep(
  alarm: AlarmSeen,
  surroundings: Surroundings,
  causes: readonly Cause[],
  rules: LoadedRules,
  ledger: LedgerFacts,
): AlarmStep[] {
  const { incident, issue } = alarm;
  const marker = `countersign:${surroundings.repository.id}:incident:${incident.number}`;
  const standing = isStanding(incident, causes);
  const answers = liftsOf(alarm, rules, ledger).map((lift) => ({
    login: lift.login,
    said: `/countersign lift ${lift.reason}`.trim(),
    answer: answerTo(lift),
  }));
  const accepts = acceptedBy(incident, causes);
  const present = isUnread(surroundings) || causes.some(({ key }) => key === incident.key);
  const page = alarmIssue({
    incident,
    marker,
    owners: ownersToCall(incident, rules),
    present,
    standing,
    accepts,
    answers,
  });
  const open = incident.lifted === null;
  if (issue !== null && issue.title === page.title && issue.body === page.body && issue.open === open) return [];
  return [{ incident, marker, issue: issue?.number ?? null, open, ...page }];
}

/** A broken ledger cannot hold the incident that it is, so the alarm alone tells of it, once for each tip. */
function brokenLedger({ repository, ledgerTip }: Surroundings, what: string): AlarmStep {
  const marker = `countersign:${repository.id}:ledger-broken:${ledgerTip}`;
  const incident = {
    number: null,
    council: null,
    halts: true,
    codes: ['ledger-broken'] as const,
    what,
    who: [],
    where: `${repository.owner}/${repository.name}@${ledgerTip}`,
    undo: null,
    lifts: 2,
    lifted: null,
  };
  const page = alarmIssue({ incident, marker, owners: [], present: true, standing: true, accepts: null, answers: [] });
  return { incident: null, marker, issue: null, open: true, ...page };
}

function answerTo({ counts }: Lift): string {
  return 'person' in counts ? `counts, as ${counts.person}` : `does not count: ${counts.why}`;
}

function ownersToCall({ council }: IncidentFacts, loaded: LoadedRules): string[] {
  if (!loaded.ok) return [];
  const { people } = loaded.rules.people;
  const logins = ownersFor(loaded.rules, council).flatMap((person) => people[person]?.accounts[0]?.login ?? []);
  return [...new Set(logins)].sort();
}
