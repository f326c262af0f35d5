import type { Digest } from '../../digest/digest.ts';
import type { Body, EntryOf } from '../../ledger/entry.ts';
import type { Entries } from '../entries.ts';

type Effect = Body<'intent'>['effect'];
type Intent<E extends Effect> = Extract<Body<'intent'>, { effect: E }>;
type Done<E extends Effect> = Extract<Body<'outcome'>, { effect: E; result: 'done' }>;

/** An effect that was done: what was intended, and what became of it. */
export interface Performed<E extends Effect> {
  readonly intent: { readonly number: number; readonly hash: Digest; readonly at: string; readonly body: Intent<E> };
  readonly outcome: { readonly number: number; readonly body: Done<E> };
}

/** The entries by which a release came about. Null, or absent from a list: the ledger has no such entry before it. */
export interface Trace {
  readonly seal: Performed<'seal'> | null;
  readonly merge: Performed<'merge'> | null;
  readonly deliveries: readonly Performed<'deliver'>[];
  /** The terms that were last shown for the sealed head before the seal was intended. */
  readonly shown: EntryOf<'terms-shown'> | null;
  /** The approvals of those terms. */
  readonly approvals: readonly EntryOf<'approved'>[];
  /** The entries that ended this very revision before it was released, or made its seal worthless. */
  readonly ended: readonly (EntryOf<'superseded'> | EntryOf<'denied'> | EntryOf<'seal-void'>)[];
}

/** Finds them from the `released` entry and what it names, back to what owners were shown. */
export function traceOf(released: EntryOf<'released'>, entries: Entries): Trace {
  const { body, number } = released;
  const before = <E extends { readonly number: number }>(found: readonly E[]) =>
    found.filter((entry) => entry.number < number);
  const outcomes = before(entries.about(body, 'outcome'));
  const seal = performed('seal', outcomes, entries).find(({ outcome }) => outcome.number === body.seal) ?? null;
  const merge = performed('merge', outcomes, entries).find(({ outcome }) => outcome.body.merge === body.merge) ?? null;
  const sealed = seal?.intent ?? null;
  const shown = before(entries.about(body, 'terms-shown')).findLast(
    (entry) => sealed !== null && entry.body.head === sealed.body.head && entry.number < sealed.number,
  );
  const approvals = before(entries.about(body, 'approved'));
  const ends = before(entries.about(body, 'superseded', 'denied', 'seal-void'));
  return {
    seal,
    merge,
    deliveries: performed('deliver', outcomes, entries),
    shown: shown ?? null,
    approvals: approvals.filter((approval) => approval.body.terms === body.terms),
    ended: ends.filter((entry) =>
      entry.kind === 'seal-void' ? entry.body.seal === body.seal : entry.body.digest === body.digests.revision,
    ),
  };
}

function performed<E extends Effect>(
  effect: E,
  outcomes: readonly EntryOf<'outcome'>[],
  entries: Entries,
): Performed<E>[] {
  return outcomes.flatMap(({ number, body }): Performed<E>[] => {
    const link = entries.link(body.intent);
    if (!isDone(effect, body) || link?.entry.kind !== 'intent' || !intends(effect, link.entry.body)) return [];
    const { entry, hash } = link;
    return [{ intent: { number: entry.number, hash, at: entry.at, body: link.entry.body }, outcome: { number, body } }];
  });
}

function isDone<E extends Effect>(effect: E, body: Body<'outcome'>): body is Done<E> {
  return body.result === 'done' && body.effect === effect;
}

function intends<E extends Effect>(effect: E, body: Body<'intent'>): body is Intent<E> {
  return body.effect === effect;
}
