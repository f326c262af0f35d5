import type { Body, Entry } from '../entry.ts';

/** When GitHub's protections were seen too weak for a pull request, and when they were first seen as needed again. */
export interface DriftFacts {
  readonly since: string;
  readonly until: string | null;
}

/**
 * What was approved while the protections were too weak is approved again: nobody knows what else was possible then.
 * An outage alone, in which they could not be seen, voids nothing.
 */
export function driftAfter(drift: DriftFacts | null, { at }: Entry, finding: Body<'hold'> | null): DriftFacts | null {
  const weak = finding?.rules?.includes('protection') && finding.codes.includes('protection-drift');
  if (weak) return drift?.until === null ? drift : { since: at, until: null };
  return drift?.until === null ? { ...drift, until: at } : drift;
}
