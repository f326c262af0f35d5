import type { Link } from '../ledger/chain.ts';
import type { Head } from '../ledger/note.ts';
import type { Instant } from '../time/instant.ts';
import { Entries } from './entries.ts';
import { type BlockedFigure, blockedFigure } from './figures/blocked.ts';
import { type CorrectionsFigure, correctionsFigure } from './figures/corrections.ts';
import { type Exactness, exactnessOf, isExact } from './figures/exact.ts';
import { type Asked, asItStood, isCounted, share } from './figures/period.ts';
import { type ReadyFigure, readyFigure } from './figures/ready.ts';

/** The four figures by which packet release is judged, each with the entries that it was made from. */
export interface Figures {
  readonly asked: Asked;
  /** The last entry that was read: whoever has the same one gets the same figures. Null where there is none. */
  readonly asOf: (Head & { readonly at: Instant }) | null;
  readonly exact: ExactFigure;
  readonly blocked: BlockedFigure;
  readonly ready: ReadyFigure;
  readonly corrections: CorrectionsFigure;
}

/** Releases that are exactly what was approved, and were not corrected since. */
export interface ExactFigure {
  readonly releases: readonly Exactness[];
  readonly exact: number;
  /** Null where nothing was released. */
  readonly share: number | null;
}

/** Computes the figures from the entries of a whole ledger, which begin with entry 0. Pure: the same ledger, the same figures. */
export function figuresOf(links: readonly Link[], asked: Asked): Figures {
  const stood = asItStood(links, asked);
  const [first, last] = [stood[0], stood.at(-1)];
  const repository = first?.entry.kind === 'genesis' ? first.entry.body.repository : 0;
  const entries = new Entries(stood);
  const releases = entries
    .of('released')
    .filter(({ at, body }) => isCounted(asked, at) && (asked.council === null || body.council === asked.council));
  const exactness = releases.map((released) => exactnessOf(released, entries, repository));
  const exact = exactness.filter(isExact).length;
  return {
    asked,
    asOf: last === undefined ? null : { number: last.entry.number, hash: last.hash, at: last.entry.at },
    exact: { releases: exactness, exact, share: share(exact, exactness.length) },
    blocked: blockedFigure(entries, exactness, asked),
    ready: readyFigure(entries, releases, asked),
    corrections: correctionsFigure(entries, exactness),
  };
}

/** The councils that a ledger knows of. */
export function councilsOf(links: readonly Link[]): readonly string[] {
  return new Entries(links).councils;
}
