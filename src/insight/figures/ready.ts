import type { EntryOf } from '../../ledger/entry.ts';
import { type Instant, msOf } from '../../time/instant.ts';
import type { Entries, Revision } from '../entries.ts';
import { middle } from './middle.ts';
import { type Asked, isCounted } from './period.ts';

/** The rules that only people's approval can meet: with no other rule unmet, a packet is ready. */
const APPROVAL = ['owner-approvals', 'objections'];

/** A moment, and the entry that records it. */
export interface Moment {
  readonly entry: number;
  readonly at: Instant;
}

/** How long a release took, from the first moment at which nothing but approval was missing. */
export interface Passage extends Revision {
  readonly ready: Moment;
  readonly released: Moment;
  readonly seconds: number;
}

export interface ReadyFigure {
  readonly releases: readonly Passage[];
  /** Null where nothing was released. */
  readonly medianSeconds: number | null;
  /** Releases of which the ledger does not say when they were ready: an early version recorded codes alone. */
  readonly unknown: readonly (Revision & { readonly released: Moment })[];
  /** Ready in the period, and at its end neither released nor ended. */
  readonly waiting: readonly (Revision & { readonly ready: Moment })[];
}

/** The way of each release from ready to released, and the middle of them. */
export function readyFigure(entries: Entries, releases: readonly EntryOf<'released'>[], asked: Asked): ReadyFigure {
  const passages: Passage[] = [];
  const unknown: ReadyFigure['unknown'][number][] = [];
  for (const { number, at, body } of releases) {
    const { packet, revision } = body;
    const released = { entry: number, at };
    const ready = readyAt(entries, body, body.digests.revision);
    if (ready === null) unknown.push({ packet, revision, released });
    else passages.push({ packet, revision, ready, released, seconds: (msOf(at) - msOf(ready.at)) / 1000 });
  }
  const medianSeconds = middle(passages.map(({ seconds }) => seconds));
  return { releases: passages, medianSeconds, unknown, waiting: waitingIn(entries, asked) };
}

/**
 * When these bytes under this number were first ready: held by approval alone, or not held at all, which the intent to
 * seal them says. Null where an entry does not say by which rules it held.
 */
function readyAt(entries: Entries, revision: Revision, digest: string): Moment | null {
  for (const { number, at, kind, body } of entries.about(revision, 'hold', 'intent')) {
    const ready = { entry: number, at };
    if (kind === 'intent') {
      if (body.effect === 'seal' && body.terms.digests.revision === digest) return ready;
    } else if (body.digest === digest) {
      if (body.rules === undefined) return null;
      if (body.rules.every((rule) => APPROVAL.includes(rule))) return ready;
    }
  }
  return null;
}

function waitingIn(entries: Entries, asked: Asked): ReadyFigure['waiting'] {
  const last = new Map<string, { readonly revision: Revision; readonly digest: string }>();
  for (const { body } of entries.of('terms-shown')) {
    const { packet, revision, digests, council } = body.terms;
    if (asked.council === null || council === asked.council)
      last.set(`${packet} ${revision}`, { revision: { packet, revision }, digest: digests.revision });
  }
  return [...last.values()].flatMap(({ revision, digest }) => {
    if (entries.about(revision, 'released', 'superseded', 'denied').length > 0) return [];
    const ready = readyAt(entries, revision, digest);
    return ready !== null && isCounted(asked, ready.at) ? [{ ...revision, ready }] : [];
  });
}
