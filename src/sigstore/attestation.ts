import { type Digest, sha256 } from '../digest/digest.ts';
import { envelopeOf, readBundle } from './bundle.ts';
import { answered, type Refusal } from './refused.ts';
import type { Keyless, ManagedKey } from './signer.ts';
import { readSigned, type SignedStatement } from './statement.ts';
import { type Trust, type Verified, verifyEnvelope } from './verify.ts';

/** An attestation, who must have signed it, and by whose word that is believed. */
export interface AttestationToCheck extends Trust {
  /** A Sigstore bundle with a DSSE envelope, version 0.1 to 0.3, parsed JSON; undefined or null where there is none. */
  readonly bundle: unknown;
  readonly signer: Keyless | ManagedKey;
}

export interface AttestationProof extends Verified {
  readonly ok: true;
  /** Read from the very bytes that were verified. */
  readonly statement: SignedStatement;
  /** The sha256 of those bytes. */
  readonly digest: Digest;
}

/**
 * Whether exactly this signer made this attestation. Pure, and never throws: what cannot be read is refused. What it
 * is about is for the caller to ask: `namesSubject`, and the predicate type.
 */
export function checkAttestation({ bundle, signer, ...trust }: AttestationToCheck): AttestationProof | Refusal {
  return answered(() => {
    const read = readBundle(bundle);
    const { payloadType, payload } = envelopeOf(read);
    const verified = verifyEnvelope(read, signer, trust);
    return { ok: true as const, statement: readSigned(payloadType, payload), digest: sha256(payload), ...verified };
  });
}

/**
 * Whether a statement is about the bytes with this digest. The library verifies that it was signed, not what it is
 * about. Only `sha256` in lower-case hex counts; another algorithm, or another spelling, names something else.
 */
export function namesSubject(statement: SignedStatement, digest: Digest): boolean {
  const hex = digest.slice('sha256:'.length);
  return /^[0-9a-f]{64}$/.test(hex) && statement.subject.some((subject) => sha256Of(subject.digest) === hex);
}

function sha256Of(digest: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(digest, 'sha256') ? digest.sha256 : undefined;
}
