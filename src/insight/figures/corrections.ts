import { CORRECTIONS } from '../../ledger/kinds/correction.ts';
import type { Entries, Revision } from '../entries.ts';
import { share } from './period.ts';

export interface CorrectionsFigure {
  /** The releases of the period: all that could be corrected. */
  readonly releases: number;
  readonly kinds: readonly CorrectedKind[];
}

/** Corrections of one kind. Two members who say the same of one release are two corrections of one release. */
export interface CorrectedKind {
  readonly correction: (typeof CORRECTIONS)[number];
  readonly corrections: number;
  readonly releases: number;
  /** Releases so corrected of all releases; null where there were none. */
  readonly share: number | null;
  readonly entries: readonly number[];
}

/** What members of councils corrected in these releases, by kind. */
export function correctionsFigure(entries: Entries, releases: readonly Revision[]): CorrectionsFigure {
  const kinds = CORRECTIONS.map((correction): CorrectedKind => {
    const of = releases.map((release) =>
      entries.about(release, 'correction').filter(({ body }) => body.correction === correction),
    );
    const corrected = of.filter((found) => found.length > 0).length;
    const numbers = of.flat().map(({ number }) => number);
    return {
      correction,
      corrections: numbers.length,
      releases: corrected,
      share: share(corrected, releases.length),
      entries: numbers.sort((a, b) => a - b),
    };
  });
  return { releases: releases.length, kinds };
}
