import { BUNDLE_V03_MEDIA_TYPE, bundleFromJSON, isBundleWithDsseEnvelope, ValidationError } from '@sigstore/bundle';
import { type SignedEntity, type TrustMaterial, toSignedEntity, Verifier } from '@sigstore/verify';
import { canonicalJson, type Digest, sha256 } from '../digest/digest.ts';
import { readStatement, STATEMENT_TYPE, type Statement } from '../manifest/statement.ts';
import { type Instant, instantOf } from '../time/instant.ts';
import { Refused, type SealRefusal } from './refused.ts';
import { type Identity, requireSigner } from './signer.ts';
import { readTrustRoot, requireCurrent } from './trust-root.ts';

/** A seal, and all that it must prove. Nothing has a default: a check that does not say who or what proves nothing. */
export interface SealToCheck extends Identity {
  /** A Sigstore bundle v0.3 as parsed JSON; undefined or null where there is none. */
  readonly bundle: unknown;
  /** The statement's subjects by name, all of them and no other. */
  readonly subjects: Readonly<Record<string, Digest>>;
  readonly predicateType: string;
  /**
   * `public` asks for a transparency log and a certificate log, `private` only for those that the trusted root names.
   * Either way a timestamp is needed: a certificate lives ten minutes, and a seal is judged at its own instant.
   */
  readonly profile: 'public' | 'private';
  /** A Sigstore trusted root, JSON. */
  readonly trustedRoot: string;
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
  try {
    const root = readTrustRoot(seal.trustedRoot);
    const { entity, payload } = readBundle(seal.bundle);
    const instants = instantsOf(entity);
    requireCurrent(root, { ...instants, logIds: entity.tlogEntries.map(({ logId }) => logId.keyId) });
    requireSigner(verifier(root, seal.profile).verify(entity), seal);
    const statement = readStatement(payload);
    requireSubjects(statement, seal);
    return { ok: true, statement, digest: sha256(payload), sealedAt: earliest(instants.instants) };
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    return new Refused('attestation-invalid', 'a seal that verifies', said(error)).refusal;
  }
}

function readBundle(json: unknown): { entity: SignedEntity; payload: Uint8Array } {
  if (json === undefined || json === null) throw new Refused('attestation-missing', 'a Sigstore bundle', 'none');
  // Exactly one signature, a key, no certificate chain and complete log entries: the library sees to it for v0.3.
  const bundle = bundleFromJSON(json);
  if (bundle.mediaType !== BUNDLE_V03_MEDIA_TYPE) throw invalid(BUNDLE_V03_MEDIA_TYPE, bundle.mediaType);
  if (!isBundleWithDsseEnvelope(bundle)) throw invalid('a DSSE envelope', bundle.content.$case);
  const { payloadType, payload, signatures } = bundle.content.dsseEnvelope;
  if (payloadType !== STATEMENT_TYPE) throw invalid(`payload type \`${STATEMENT_TYPE}\``, `\`${payloadType}\``);
  if (signatures.length !== 1) throw invalid('one signature', String(signatures.length));
  return { entity: toSignedEntity(bundle), payload };
}

function verifier(root: TrustMaterial, profile: SealToCheck['profile']): Verifier {
  const needed = (logs: readonly unknown[]) => (profile === 'public' || logs.length > 0 ? 1 : 0);
  return new Verifier(root, {
    timestampThreshold: 1,
    tlogThreshold: needed(root.tlogs),
    ctlogThreshold: needed(root.ctlogs),
  });
}

/** What the bundle says about time, as the verifier counts it: an entry of a log only if the log promised that time. */
function instantsOf(entity: SignedEntity) {
  const timestamped = entity.timestamps.flatMap((stamp) =>
    stamp.$case === 'timestamp-authority' ? [stamp.timestamp.signingTime] : [],
  );
  const promised = entity.timestamps.flatMap((stamp) =>
    stamp.$case === 'transparency-log' && stamp.tlogEntry.inclusionPromise
      ? [new Date(Number(stamp.tlogEntry.integratedTime) * 1000)]
      : [],
  );
  return { timestamped, instants: [...timestamped, ...promised] };
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

function earliest(instants: readonly Date[]): Instant {
  const instant = instantOf(Math.min(...instants.map((each) => each.getTime())));
  if (instant === undefined) throw invalid('a timestamp', 'none that is an instant');
  return instant;
}

function invalid(expected: string, seen: string): Refused {
  return new Refused('attestation-invalid', expected, seen);
}

function said(error: unknown): string {
  if (error instanceof ValidationError) return `a bundle without a proper ${error.fields.join(', ')}`;
  return error instanceof Error ? error.message : 'something that cannot be read';
}
