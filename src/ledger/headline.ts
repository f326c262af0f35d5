import { isVerb } from '../command/verb.ts';
import { outcomeText } from '../decision/outcome.ts';
import { decisionId, placeNamed } from '../decision/place.ts';
import { recipientText } from '../notice/recipient.ts';
import type { Body, Draft, Effect, Entry } from './entry.ts';

/** What a person reads in the list of commits: `entry 12: bpe-2026-014 revision 1 held: approval-missing`. */
export function headline(entry: Entry): string {
  return `entry ${entry.number}: ${sentence(entry)}`;
}

/** The headline of a commit that adds all of these; the other entries are its body, one a line. */
export function message(entries: readonly Entry[]): { headline: string; body: string } {
  const [first, ...others] = entries.map(headline);
  return { headline: first ?? 'no entry', body: others.join('\n') };
}

/** What people call the numbers that entries hold. */
export interface Called {
  account(id: number): string;
  repository(id: number): string;
}
/** The ledger itself calls nobody by a name: those change. */
const BY_NUMBER: Called = { account: (id) => `account ${id}`, repository: (id) => `repository ${id}` };

/** What an entry says, in a sentence without a full stop. */
export function sentence(entry: Draft, called = BY_NUMBER): string {
  switch (entry.kind) {
    case 'genesis':
      return `the ledger of repository ${entry.body.repository} begins`;
    case 'council-seen':
      return `council/${entry.body.council} is at ${short(entry.body.tip)}`;
    case 'head-seen':
      return `#${entry.body.pull} is at ${short(entry.body.head)}${entry.body.arrival ? '' : ', arrival unknown'}`;
    case 'review-seen':
      return `#${entry.body.pull} review ${entry.body.review} on ${short(entry.body.head)}: ${entry.body.state.replace('_', ' ')}`;
    case 'evidence-seen':
      return `${entry.body.packet} evidence: ${entry.body.evidence.map(evidenceWords).join(', ')}`;
    case 'terms-shown':
      return `${revisionOf(entry.body.terms)} terms shown for ${short(entry.body.head)}`;
    case 'hold':
      return `${subjectOf(entry.body)} held: ${entry.body.codes.join(', ')}`;
    case 'denied':
      return `${subjectOf(entry.body)} denied: ${entry.body.codes.join(', ')}`;
    case 'approved':
      return `${revisionOf(entry.body)} approved by ${entry.body.person}`;
    case 'superseded':
      return `${revisionOf(entry.body)} superseded by ${short(entry.body.by.head)}: ${entry.body.codes.join(', ')}`;
    case 'intent':
      return `${effectOn(entry.body)}: about to ${DOES[entry.body.effect]}`;
    case 'outcome':
      return `${effectOn(entry.body)}: ${DOES[entry.body.effect]} ${ending(entry.body)}`;
    case 'seal-void':
      return `${revisionOf(entry.body)}: the seal of entry ${entry.body.seal} is void: ${entry.body.code}`;
    case 'policy-passed':
      return `#${entry.body.pull} passed at ${short(entry.body.head)}: ${entry.body.approvers.map(({ person }) => person).join(', ')} approved other rules`;
    case 'main-seen':
      return `main is at ${short(entry.body.tip)} by ${entry.body.merges.map(({ pull }) => `#${pull}`).join(', ')}`;
    case 'released':
      return `${revisionOf(entry.body)} released to ${entry.body.council}`;
    case 'correction':
      return `${revisionOf(entry.body)} corrected by ${entry.body.person}: ${entry.body.correction}`;
    case 'command':
      return `${placeOf(entry.body)}: ${entry.body.person ?? called.account(entry.body.account)} ${askedFor(entry.body)}${entry.body.result === 'done' ? '' : `, refused: ${entry.body.code}`}`;
    case 'refusal':
      return `${placeOf(entry.body)}: ${entry.body.login} ${askedFor(entry.body)}, refused: ${entry.body.code}`;
    case 'sent':
      return `${revisionOf(entry.body)} ${entry.body.news}: told ${recipientText(entry.body.to, called.repository)}`;
    case 'unsent':
      return `${revisionOf(entry.body)} ${entry.body.news}: could not tell ${recipientText(entry.body.to, called.repository)}, attempt ${entry.body.attempt}`;
    case 'dead-letter':
      return `${revisionOf(entry.body)} ${entry.body.news}: gave up telling ${recipientText(entry.body.to, called.repository)} after attempt ${entry.body.attempt}`;
    case 'withdrawn':
      return `${revisionOf(entry.body)} withdrawn by ${entry.body.person}`;
    case 'signed':
      return `${decisionId(placeNamed(entry.body))} signed by ${entry.body.person}: ${outcomeText(entry.body.outcome)}`;
    case 'signature-refused':
      return `#${entry.body.pull}: review ${entry.body.review} of ${entry.body.login} signs nothing: ${entry.body.code}`;
    case 'concluded':
      return `${decisionId(placeNamed(entry.body))} concluded: ${outcomeText(entry.body.outcome)}`;
    case 'granted':
      return `${revisionOf(entry.body)}: exception ${entry.body.option} granted until ${entry.body.expires}`;
    case 'enacted':
      return `${decisionId(placeNamed(entry.body))} takes effect: ${EFFECTS[entry.body.outcome]}`;
    case 'incident':
      return `${entry.body.halts ? `${entry.body.council ?? 'everything'} halted` : 'alarm'}: ${entry.body.codes.join(', ')}`;
    case 'alarmed':
      return `people are told of the incident of entry ${entry.body.incident} in #${entry.body.issue}`;
    case 'lifted':
      return `the incident of entry ${entry.body.incident} is lifted by ${entry.body.by.map(({ person }) => person).join(' and ')}${acceptedWords(entry.body)}`;
  }
}

/** What a conclusion comes to that grants nothing. */
const EFFECTS: Readonly<Record<Body<'enacted'>['outcome'], string>> = {
  reject: 'rejected, nothing is granted',
  wait: 'it waits, nothing is granted',
  escalate: 'for another council, to which a person proposes a packet',
  other: 'as the packet says, nothing is granted',
};

/** The subject says whether it is of a packet or of a decision. */
const DOES: Readonly<Record<Effect, string>> = {
  seal: 'seal',
  merge: 'merge',
  deliver: 'deliver',
  sync: 'sync',
  'seal-conclusion': 'seal',
  'merge-decision': 'merge',
};

function placeOf({ pull, issue }: Body<'command'> | Body<'refusal'>): string {
  return pull === null ? `issue ${issue?.number}` : `#${pull}`;
}

/** Whatever somebody wrote as a verb stands in a headline only where it is one. */
function askedFor({ verb }: Body<'command'> | Body<'refusal'>): string {
  return verb !== null && isVerb(verb) ? `wrote ${verb}` : 'asked for something unknown';
}

function acceptedWords({ accepts }: Body<'lifted'>): string {
  return accepts === null ? '' : `; ${accepts.branch} counts as known at ${short(accepts.tip)}`;
}

function evidenceWords({ kind, state }: Body<'evidence-seen'>['evidence'][number]): string {
  return `${kind} ${state.state === 'verified' ? 'verified' : `refused as ${state.code}`}`;
}

function ending(body: Body<'outcome'>): string {
  return body.result === 'done' ? 'done' : `${body.result}: ${body.code}`;
}

function subjectOf(body: Body<'hold'>): string {
  if (body.packet === null) return `#${body.pull}`;
  return body.revision === null ? body.packet : `${body.packet} revision ${body.revision}`;
}

function revisionOf(body: { packet: string; revision: number }): string {
  return `${body.packet} revision ${body.revision}`;
}

/** A copy of CODEOWNERS is of no revision: it goes by its pull request. */
function effectOn(body: Body<'intent'> | Body<'outcome'>): string {
  if ('decision' in body) return decisionId(placeNamed(body));
  return body.effect === 'sync' ? `#${body.pull}` : revisionOf(body);
}

function short(oid: string): string {
  return oid.slice(0, 7);
}
