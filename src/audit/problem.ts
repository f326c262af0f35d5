import type { Code } from '../finding/code.ts';
import type { Problem } from '../ledger/problem.ts';

/** Something that a clone should prove and does not. */
export interface AuditProblem extends Omit<Problem, 'code'> {
  readonly code: Code;
}

/** Something that could not be checked, and why. */
export interface Unchecked {
  readonly number: number;
  readonly why: string;
}
