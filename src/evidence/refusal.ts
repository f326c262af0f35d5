import type { Code } from '../finding/code.ts';

/** Why evidence does not prove what it is cited for. `seen` may quote it: whoever shows it, escapes it. */
export interface EvidenceRefusal {
  readonly code: Extract<
    Code,
    | 'attestation-missing'
    | 'attestation-invalid'
    | 'attestation-identity-mismatch'
    | 'attestation-subject-mismatch'
    | 'trust-root-stale'
  >;
  readonly expected: string;
  readonly seen: string;
  readonly hint: string;
}
