import { decisionId, placeNamed } from '../../decision/place.ts';
import type { Body, Draft, Entry, EntryOf } from '../entry.ts';

/** What the ledger knows of one decision, whichever pull requests carried it. */
export interface DecisionFacts {
  /** `bpe-2026-014/r2-d1` */
  readonly id: string;
  /** The pull requests that carried it, in the order in which they were seen. */
  readonly pulls: readonly number[];
  /** Every signature that counted once, in order. */
  readonly signed: readonly SignedFacts[];
  readonly concluded: ConcludedFacts | null;
  /** The entry by which the conclusion took effect. */
  readonly enacted: EntryOf<'granted'> | EntryOf<'enacted'> | null;
}
/** A signature that counted, with number and time of its entry. */
export interface SignedFacts extends Body<'signed'> {
  readonly entry: number;
  readonly at: string;
}
/** A conclusion, with number and time of its entry. */
export interface ConcludedFacts extends Body<'concluded'> {
  readonly entry: number;
  readonly at: string;
}

/** A decision of which nothing is known yet but its name. */
export function newDecision(id: string): DecisionFacts {
  return { id, pulls: [], signed: [], concluded: null, enacted: null };
}

/** The decision that an entry is about; null for every other entry. */
export function decisionOf(entry: Draft): string | null {
  switch (entry.kind) {
    case 'head-seen':
      return entry.body.decision ?? null;
    case 'signed':
    case 'concluded':
    case 'granted':
    case 'enacted':
      return decisionId(placeNamed(entry.body));
    default:
      return null;
  }
}

/** A decision after an entry about it; only the first conclusion counts. */
export function decisionAfter(decision: DecisionFacts, entry: Entry): DecisionFacts {
  const { number, at } = entry;
  switch (entry.kind) {
    case 'head-seen': {
      const { pull } = entry.body;
      return decision.pulls.includes(pull) ? decision : { ...decision, pulls: [...decision.pulls, pull] };
    }
    case 'signed':
      return { ...decision, signed: [...decision.signed, { ...entry.body, entry: number, at }] };
    case 'concluded':
      return { ...decision, concluded: decision.concluded ?? { ...entry.body, entry: number, at } };
    case 'granted':
    case 'enacted':
      return { ...decision, enacted: decision.enacted ?? entry };
    default:
      return decision;
  }
}
