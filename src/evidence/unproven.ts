import type { Code } from '../finding/code.ts';

/** Why something does not prove what it should. `seen` may quote it: whoever shows it, escapes it. */
export interface Unproven {
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
