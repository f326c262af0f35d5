import type { Code } from '../finding/code.ts';

/** Why a seal does not prove what it should. `seen` may quote the bundle: whoever shows it, escapes it. */
export interface SealRefusal {
  readonly ok: false;
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

const HINTS: Record<SealRefusal['code'], string> = {
  'attestation-missing': 'seal the manifest; another kind of statement does not stand in for it',
  'attestation-invalid': 'do not use this seal; a new one is made from a new intent',
  'attestation-identity-mismatch':
    '`identity` and `issuer` in policies/seal.yaml must equal the signer, letter by letter',
  'attestation-subject-mismatch': 'this seal is about something else; seal these terms',
  'trust-root-stale': 'bring the trusted root that policies/seal.yaml names up to date, by a policy pull request',
};

const LONGEST = 300;

/** Ends a check from within. `checkSeal` turns it into its answer. */
export class Refused extends Error {
  readonly refusal: SealRefusal;

  constructor(code: SealRefusal['code'], expected: string, seen: string) {
    super(`${code}: expected ${expected}`);
    const cut = seen
      .slice(0, LONGEST)
      .toWellFormed()
      .replace(/\p{Cc}/gu, ' ');
    this.refusal = { ok: false, code, expected, seen: cut === '' ? 'nothing' : cut, hint: HINTS[code] };
  }
}
