import type { DecisionProgress } from '../../src/report/decision-page.ts';
import type { Progress } from '../../src/report/page.ts';

/** How far a revision has come of which nothing was done yet. */
export const NOWHERE: Progress = {
  sealed: false,
  merge: null,
  mismatched: false,
  delivery: null,
  undelivered: null,
  released: false,
  withdrawn: false,
  untold: [],
};

/** A decision of which nothing has happened but signatures. */
export const ON_ITS_WAY: DecisionProgress = {
  sealed: false,
  merge: null,
  mismatched: false,
  concluded: null,
  enacted: null,
  refused: null,
};
