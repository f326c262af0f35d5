import { sha256 } from '../../src/digest/digest.ts';
import { type AttestationToCheck, checkAttestation } from '../../src/sigstore/attestation.ts';
import { trustedRootOf } from '../../src/standin/sigstore/trust.ts';
import { IDENTITY, ISSUER, instance } from '../seal/sealing.ts';
import { forged, type Wish } from './forge.ts';

export const SUBJECT = sha256('app');
export const HOUR = 3_600_000;
export const STATEMENT = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app.tar', digest: { sha256: SUBJECT.slice('sha256:'.length) } }],
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: { runDetails: { builder: { id: 'https://builder.example' } } },
};
/** Not canonical: others sign what they write. */
export const statement = JSON.stringify(STATEMENT, null, 1);
export const signer = { identity: IDENTITY, issuer: ISSUER };
const trustedRoot = JSON.stringify(trustedRootOf(instance, 'v1'));

/** Checks as it should be asked, but for what the test changes. */
export const check = (bundle: unknown, changed: Partial<AttestationToCheck> = {}) =>
  checkAttestation({ bundle, signer, trustedRoot, profile: 'public', ...changed });

/** `ok`, or the code of the refusal. */
export function outcome(bundle: unknown, changed: Partial<AttestationToCheck> = {}): string {
  const answer = check(bundle, changed);
  return answer.ok ? 'ok' : answer.code;
}

/** A good attestation, but for what is wished otherwise. */
export const wished = (changed: Partial<Wish> = {}) => forged({ content: { statement }, ...changed });

/** A good attestation of any text. */
export const saying = (text: string) => wished({ content: { statement: text } });
