import type { Fault } from './entry.ts';

/** The first thing that is wrong with a ledger. Whoever meets one believes nothing of that ledger past `number - 1`. */
export interface Problem extends Fault {
  readonly code: 'ledger-broken';
  /** The first entry that is wrong; null when no single entry is. */
  readonly number: number | null;
  /** The file in the tree of the branch, or the commit, in which it shows. */
  readonly path: string;
}

export function broken(number: number | null, path: string, fault: Fault): { readonly problem: Problem } {
  return { problem: { code: 'ledger-broken', number, path, ...fault } };
}
