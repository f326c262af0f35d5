import { UnknownExpression } from '../workflow/expression.ts';
import type { Report } from './report.ts';

/** Why a run cannot go on. Also for what this runner does not do: it says so, and never does less in silence. */
export class Failed extends Error {}

/** What comes of the work; `failure`, with an annotation that says why, where it cannot be done. */
export async function failing<Outcome>(report: Report, work: () => Promise<Outcome>): Promise<Outcome | 'failure'> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Failed || error instanceof UnknownExpression)) throw error;
    report.annotate('error', error.message);
    return 'failure';
  }
}
