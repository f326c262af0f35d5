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
