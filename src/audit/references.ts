import type { Link } from '../ledger/chain.ts';
import { type Body, type Effect, type Entry, type EntryOf, entryPath } from '../ledger/entry.ts';
import { recipientText } from '../notice/recipient.ts';
import { termsDigest } from '../terms/terms.ts';
import { concludedFits, conclusionFits, enactmentFits, releasedFits, sinceSealed } from './decisions.ts';
import { incidentFits } from './incidents.ts';
import { noticeFits } from './notices.ts';
import type { AuditProblem } from './problem.ts';

/** Entries by number, as far as others name them. */
export type Lookup = ReadonlyMap<number, Link>;

/** The numbers of the entries that an entry names. */
export function namedBy(entry: Entry): readonly number[] {
  switch (entry.kind) {
    case 'intent': {
      const { takes_over } = entry.body;
      return [...(takes_over === undefined ? [] : [takes_over]), ...namedByIntent(entry.body)];
    }
    case 'outcome':
      return [entry.body.intent];
    case 'seal-void':
    case 'released':
      return [entry.body.seal];
    case 'concluded':
      return [entry.body.seal, ...sinceSealed(entry)];
    case 'granted':
    case 'enacted':
      return [entry.body.conclusion];
    case 'sent':
    case 'unsent':
    case 'dead-letter':
      return [entry.body.release, entry.body.of];
    case 'alarmed':
    case 'lifted':
      return [entry.body.incident];
    default:
      return [];
  }
}

function namedByIntent(body: Body<'intent'>): readonly number[] {
  switch (body.effect) {
    case 'merge':
    case 'merge-decision':
      return [body.seal];
    case 'seal-conclusion':
      return [body.conclusion.release, ...body.conclusion.signers.map(({ signed }) => signed)];
    default:
      return [];
  }
}

/**
 * Whether entries agree with those that they name: every outcome ends an open intent for the same effect, merges and
 * releases have a seal of that revision, terms have their digest, and what takes effect was concluded, sealed and signed
 * by each person that it names. The bot writes nothing else; a ledger in which
 * something does not agree was written by somebody who held its key. `open`: intents without outcome, which change.
 */
export function disagreements(links: readonly Link[], lookup: Lookup, open: Set<number>): AuditProblem[] {
  return links.flatMap(({ entry }): AuditProblem[] => {
    const wrong = ahead(entry) ?? disagreement(entry, lookup, open);
    if (wrong === null) return [];
    const { number } = entry;
    const hint = 'the ledger contradicts itself: whoever held its key then wrote this, and the bot did not';
    return [{ code: 'ledger-broken', number, path: entryPath(number), ...wrong, hint }];
  });
}

interface Disagreement {
  readonly expected: string;
  readonly seen: string;
}

/** Nothing follows from what had not happened yet. */
function ahead(entry: Entry): Disagreement | null {
  const later = namedBy(entry).find((number) => number >= entry.number);
  return later === undefined ? null : { expected: 'to name entries before it', seen: `entry ${later}` };
}

function disagreement(entry: Entry, lookup: Lookup, open: Set<number>): Disagreement | null {
  switch (entry.kind) {
    case 'terms-shown': {
      const digest = termsDigest(entry.body.terms);
      return digest === entry.body.digest
        ? null
        : { expected: `the digest of the terms, ${digest}`, seen: entry.body.digest };
    }
    case 'intent':
      return ofIntent(entry, lookup, open);
    case 'outcome': {
      const intent = lookup.get(entry.body.intent)?.entry;
      const fits = intent?.kind === 'intent' && intent.body.effect === entry.body.effect && sameRevision(intent, entry);
      if (!fits)
        return {
          expected: `an intent to ${entry.body.effect} this revision as entry ${entry.body.intent}`,
          seen: said(intent),
        };
      if (!open.delete(entry.body.intent))
        return { expected: `entry ${entry.body.intent} to be open`, seen: 'one that ended before' };
      return null;
    }
    case 'seal-void':
      return ofSeal(entry.body.seal, entry, ['seal', 'seal-conclusion'], lookup);
    case 'released':
      return ofSeal(entry.body.seal, entry, ['seal'], lookup) ?? unfit(releasedFits(entry.body, lookup), entry);
    case 'concluded':
      return unfit(concludedFits(entry, lookup), entry);
    case 'granted':
    case 'enacted':
      return unfit(enactmentFits(entry, lookup), entry);
    case 'sent':
    case 'unsent':
    case 'dead-letter': {
      const expected = noticeFits(entry, lookup.get(entry.body.release)?.entry, lookup.get(entry.body.of)?.entry);
      return expected === null ? null : { expected, seen: recipientText(entry.body.to) };
    }
    case 'alarmed':
    case 'lifted': {
      const about = lookup.get(entry.body.incident)?.entry;
      const expected = incidentFits(entry, about);
      return expected === null ? null : { expected, seen: `${entry.kind}, of ${said(about)}` };
    }
    default:
      return null;
  }
}

function ofIntent(entry: EntryOf<'intent'>, lookup: Lookup, open: Set<number>): Disagreement | null {
  open.add(entry.number);
  const over = entry.body.takes_over;
  if (over !== undefined) {
    const before = lookup.get(over)?.entry;
    const fits = before?.kind === 'intent' && before.body.effect === entry.body.effect && sameRevision(before, entry);
    if (!fits)
      return { expected: `an intent to ${entry.body.effect} this revision as entry ${over}`, seen: said(before) };
    if (!open.delete(over)) return { expected: `entry ${over} to be open`, seen: 'one that ended before' };
  }
  switch (entry.body.effect) {
    case 'merge':
      return ofSeal(entry.body.seal, entry, ['seal'], lookup);
    case 'merge-decision':
      return ofSeal(entry.body.seal, entry, ['seal-conclusion'], lookup);
    case 'seal-conclusion':
      return unfit(conclusionFits(entry.body, lookup), entry);
    default:
      return null;
  }
}

function unfit(expected: string | null, { kind }: Entry): Disagreement | null {
  return expected === null ? null : { expected, seen: `something else in this entry of kind ${kind}` };
}

function ofSeal(
  seal: number,
  entry: EntryOf<'intent' | 'seal-void' | 'released'>,
  effects: readonly Effect[],
  lookup: Lookup,
): Disagreement | null {
  const outcome = lookup.get(seal)?.entry;
  const fits =
    outcome?.kind === 'outcome' &&
    effects.includes(outcome.body.effect) &&
    outcome.body.result === 'done' &&
    sameRevision(outcome, entry);
  return fits ? null : { expected: `the seal of this revision as entry ${seal}`, seen: said(outcome) };
}

interface OfRevision {
  readonly body: {
    readonly pull: number;
    readonly packet?: string;
    readonly revision?: number;
    readonly decision?: number;
  };
  readonly kind: Entry['kind'];
}

/** A copy of CODEOWNERS is of no revision: it is the same by its pull request. What voids a seal names the seal alone. */
function sameRevision({ body: a }: OfRevision, { body: b, kind }: OfRevision): boolean {
  const same = a.pull === b.pull && a.packet === b.packet && a.revision === b.revision;
  return same && (kind === 'seal-void' || a.decision === b.decision);
}

function said(entry: Entry | undefined): string {
  return entry === undefined ? 'no such entry before it' : `an entry of kind ${entry.kind} about something else`;
}
