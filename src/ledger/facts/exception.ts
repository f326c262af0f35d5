import { outcomeText } from '../../decision/outcome.ts';
import type { ExceptionFacts } from '../../exception/exception.ts';
import type { Body, Entry, EntryOf } from '../entry.ts';
import { packetOf } from './packet.ts';
import type { PullFacts } from './pull.ts';

interface Tables {
  readonly pulls: ReadonlyMap<number, PullFacts>;
  readonly exceptions: Map<string, readonly ExceptionFacts[]>;
}

/** Enters what an entry says of the exceptions that its packet asks for. */
export function enterException({ pulls, exceptions }: Tables, entry: Entry): void {
  const packet = packetOf(entry);
  if (packet === null) return;
  const before = exceptions.get(packet) ?? [];
  const shown = entry.kind === 'released' ? shownIn(pulls.get(entry.body.pull), entry.body) : [];
  const after = exceptionsAfter(before, entry, shown);
  if (after !== before) exceptions.set(packet, after);
}

/** The exceptions among the options of the very terms that were released. */
function shownIn(pull: PullFacts | undefined, { terms }: Body<'released'>): readonly string[] {
  return pull?.shown.findLast(({ digest }) => digest === terms)?.exceptions ?? [];
}

/** The exceptions of a packet after an entry about it; the same list where the entry says nothing of them. */
function exceptionsAfter(
  before: readonly ExceptionFacts[],
  entry: Entry,
  released: readonly string[],
): readonly ExceptionFacts[] {
  const said = { entry: entry.number, at: entry.at };
  switch (entry.kind) {
    case 'terms-shown':
      return afterTerms(before, entry);
    case 'released': {
      const { revision, council, review_window } = entry.body;
      const taken = { ...said, closes: review_window.closes };
      const added = named(before, { ...entry.body, council }, released).map((one) =>
        one.revision === revision && released.includes(one.option) ? { ...one, released: taken } : one,
      );
      // An earlier revision that is still undecided is over; another head's options under this number never were it.
      return added
        .filter((one) => one.revision !== revision || one.released !== null)
        .map((one) => (one.revision < revision ? ended(one, { ...said, how: 'superseded' }) : one));
    }
    case 'superseded':
      return endedIn(before, entry, { ...said, how: 'superseded' });
    case 'denied':
      return endedIn(before, entry, { ...said, how: 'denied' });
    case 'withdrawn': {
      const { revision } = entry.body;
      const how = { ...said, how: 'withdrawn' } as const;
      // What is only concluded takes no effect any more; what is granted ends by its own terms.
      return before.map((one) => (one.revision === revision && one.ended === null ? { ...one, ended: how } : one));
    }
    case 'concluded': {
      const { revision, outcome, scope } = entry.body;
      const concluded = { ...said, outcome, scope };
      return before.map((one) =>
        one.revision === revision ? { ...one, concluded, granted: grantSince(one, entry) } : one,
      );
    }
    case 'granted': {
      const { packet: _, revision, decision: __, council: ___, option, ...grant } = entry.body;
      return named(before, entry.body, [option]).map((one) =>
        one.revision === revision && one.option === option
          ? { ...one, granted: { ...said, ...grant, endedBy: null } }
          : one,
      );
    }
    default:
      return before;
  }
}

/**
 * What owners are shown now takes the place of what they were shown before under that number. What was released, or has
 * ended, stays as it is.
 */
function afterTerms(before: readonly ExceptionFacts[], { number, at, body }: EntryOf<'terms-shown'>) {
  const { terms, exceptions = [] } = body;
  const isOpen = (one: ExceptionFacts) =>
    one.revision === terms.revision && one.released === null && one.ended === null && one.concluded === null;
  if (exceptions.length === 0 && !before.some(isOpen)) return before;
  const kept = before.filter((one) => !isOpen(one) || exceptions.includes(one.option));
  const requested = { entry: number, at, digest: terms.digests.revision };
  return named(kept, terms, exceptions).map((one) =>
    !isOpen(one) || one.requested?.digest === requested.digest ? one : { ...one, requested },
  );
}

/** The exceptions with these options of a revision among them, each once. */
function named(
  before: readonly ExceptionFacts[],
  { packet, revision, council }: { readonly packet: string; readonly revision: number; readonly council: string },
  options: readonly string[],
): readonly ExceptionFacts[] {
  const known = before.filter((one) => one.revision === revision).map((one) => one.option);
  const nothing = { requested: null, released: null, ended: null, concluded: null, granted: null };
  const added = options.filter((option) => !known.includes(option));
  return [...before, ...added.map((option) => ({ packet, revision, option, council, ...nothing }))];
}

/** Other bytes under the same number are not that revision, and do not end with it. */
function endedIn(
  before: readonly ExceptionFacts[],
  { body }: EntryOf<'superseded'> | EntryOf<'denied'>,
  how: NonNullable<ExceptionFacts['ended']>,
): readonly ExceptionFacts[] {
  return before.map((one) =>
    one.revision === body.revision && one.requested?.digest === body.digest ? ended(one, how) : one,
  );
}

/** Only what its council has not concluded ends with its revision. */
function ended(one: ExceptionFacts, how: NonNullable<ExceptionFacts['ended']>): ExceptionFacts {
  return one.concluded !== null || one.ended !== null ? one : { ...one, ended: how };
}

/** A grant after a conclusion about its revision: one for anything else ends it. */
function grantSince({ granted, option }: ExceptionFacts, { number, body }: EntryOf<'concluded'>) {
  if (granted === null || outcomeText(body.outcome) === option) return granted;
  return { ...granted, endedBy: granted.endedBy ?? number };
}
