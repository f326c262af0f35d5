import { BUNDLE_V03_MEDIA_TYPE } from '@sigstore/bundle';
import { canonicalJson, type Digest, sha256 } from '../digest/digest.ts';
import { readStatement, STATEMENT_TYPE, type Statement } from '../manifest/statement.ts';
import { envelopeOf, readBundle } from '../sigstore/bundle.ts';
import { answered, invalid, Refused } from '../sigstore/refused.ts';
import type { Keyless } from '../sigstore/signer.ts';
import { type Trust, verifyEnvelope } from '../sigstore/verify.ts';
import type { Instant } from '../time/instant.ts';
import { type SealRefusal, sealRefusal } from './refused.ts';

/** A seal, and all that it must prove. Nothing has a default: a check that does not say who or what proves nothing. */
export interface SealToCheck extends Keyless, Trust {
  /** A Sigstore bundle v0.3 as parsed JSON; undefined or null where there is none. */
  readonly bundle: unknown;
  /** The statement's subjects by name, all of them and no other. */
  readonly subjects: Readonly<Record<string, Digest>>;
  readonly predicateType: string;
}

export interface SealProof {
  readonly ok: true;
  /** Read from the very bytes that were verified. */
  readonly statement: Statement;
  /** The sha256 of those bytes. */
  readonly digest: Digest;
  /** The earliest instant at which the signature is proven to have existed. */
  readonly sealedAt: Instant;
}

/**
 * Whether this seal was made over exactly these subjects by exactly this signer. Pure, and never throws: what cannot
 * be read is refused. Whoever knows which statement it should be also compares `digest`.
 */
export function checkSeal(seal: SealToCheck): SealProof | SealRefusal {
  const answer = answered(() => proofOf(seal));
  return answer.ok ? answer : sealRefusal(answer);
}

function proofOf(seal: SealToCheck): SealProof {
  const bundle = readBundle(seal.bundle);
  if (bundle.mediaType !== BUNDLE_V03_MEDIA_TYPE) throw invalid(BUNDLE_V03_MEDIA_TYPE, bundle.mediaType);
  const { payloadType, payload } = envelopeOf(bundle);
  if (payloadType !== STATEMENT_TYPE) throw invalid(`payload type \`${STATEMENT_TYPE}\``, `\`${payloadType}\``);
  const { identity, issuer, claims } = seal;
  const { signedAt } = verifyEnvelope(bundle, { identity, issuer, claims }, seal);
  if (signedAt === null) throw invalid('a timestamp', 'none');
  const statement = readStatement(payload);
  requireSubjects(statement, seal);
  return { ok: true, statement, digest: sha256(payload), sealedAt: signedAt };
}

/** The library verifies that the statement was signed, not what it is about. */
function requireSubjects(statement: Statement, { subjects, predicateType }: SealToCheck): void {
  if (statement.predicateType !== predicateType)
    throw new Refused('attestation-missing', `\`${predicateType}\``, `\`${statement.predicateType}\``);
  const wanted = Object.entries(subjects).map(([name, sum]) => `${sum.replace(/^sha256:/, '')}  ${name}`);
  const seen = statement.subject.map(({ name, digest }) => {
    const { sha256: sum = '', ...others } = digest;
    const exact = /^[0-9a-f]{64}$/.test(sum) && Object.keys(others).length === 0;
    return exact ? `${sum}  ${name}` : `${canonicalJson(digest)}  ${name}`;
  });
  // Compared as lists, not as text: a name may hold line breaks.
  if (canonicalJson(wanted.toSorted()) !== canonicalJson(seen.toSorted()))
    throw new Refused('attestation-subject-mismatch', wanted.join(', '), seen.join(', '));
}
