import { type Refusal, refusal } from '../sigstore/refused.ts';

/** Why a seal does not prove what it should. */
export type SealRefusal = Refusal;

const HINTS: Record<Refusal['code'], string> = {
  'attestation-missing': 'seal the manifest; another kind of statement does not stand in for it',
  'attestation-invalid': 'do not use this seal; a new one is made from a new intent',
  'attestation-identity-mismatch':
    '`identity` and `issuer` in policies/seal.yaml must equal the signer, letter by letter',
  'attestation-subject-mismatch': 'this seal is about something else; seal these terms',
  'trust-root-stale': 'bring the trusted root that policies/seal.yaml names up to date, by a policy pull request',
};

/** The refusal of a seal, with the hint for those who seal. */
export function sealRefusal({ code, expected, seen }: Pick<Refusal, 'code' | 'expected' | 'seen'>): Refusal {
  return refusal(code, expected, seen, HINTS);
}
