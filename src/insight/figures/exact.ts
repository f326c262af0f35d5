import { canonicalJson } from '../../digest/digest.ts';
import type { EntryOf } from '../../ledger/entry.ts';
import type { Entries, Revision } from '../entries.ts';
import { compared } from './compared.ts';
import { traceOf } from './trace.ts';

/** What must agree, in the words of the question. */
export type Part = 'revision' | 'option set' | 'scope' | 'manifest';

/** Two entries that should say the same and do not. */
export interface Mismatch {
  readonly part: Part;
  readonly what: string;
  readonly expected: string;
  readonly seen: string;
  readonly entries: readonly number[];
}

/** Whether a release is what was shown, approved, sealed, merged and delivered, told from the entries about each. */
export interface Exactness extends Revision {
  readonly council: string;
  /** The `released` entry. */
  readonly entry: number;
  /** All entries that were compared. */
  readonly entries: readonly number[];
  readonly mismatches: readonly Mismatch[];
  /** The corrections of it by members of its council. */
  readonly corrections: readonly number[];
}

/** Exactly what was approved, and nobody on the council found anything wrong with it. */
export function isExact({ mismatches, corrections }: Exactness): boolean {
  return mismatches.length === 0 && corrections.length === 0;
}

/** Recomputes for one release everything that should agree. What cannot be found does not agree. */
export function exactnessOf(released: EntryOf<'released'>, entries: Entries, repository: number): Exactness {
  const { packet, revision, council } = released.body;
  const comparisons = compared(released.body, traceOf(released, entries), repository);
  return {
    packet,
    revision,
    council,
    entry: released.number,
    entries: [...new Set([...comparisons.flatMap((one) => one.entries), released.number])].sort((a, b) => a - b),
    mismatches: comparisons.flatMap(({ expected, seen, ...rest }) =>
      said(expected) === said(seen) ? [] : [{ ...rest, expected: said(expected), seen: said(seen) }],
    ),
    corrections: entries.about(released.body, 'correction').map(({ number }) => number),
  };
}

function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : canonicalJson(value);
}
