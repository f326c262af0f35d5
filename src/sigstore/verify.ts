import { createPublicKey } from 'node:crypto';
import { type SignedEntity, type Signer, type TrustMaterial, toSignedEntity, Verifier } from '@sigstore/verify';
import { type Instant, instantOf } from '../time/instant.ts';
import type { SigstoreBundle } from './bundle.ts';
import { type CertificateFacts, factsOf } from './certificate.ts';
import { type Confirmation, confirmationsOf } from './confirmation.ts';
import { writtenOnce } from './der.ts';
import { requireSameSigner } from './entry.ts';
import { invalid, Refused } from './refused.ts';
import { remembered } from './remembered.ts';
import { type Keyless, type ManagedKey, requirePurpose, requireSigner } from './signer.ts';
import { readTrustRoot, requireCurrent } from './trust-root.ts';

/** By whose word a signature is believed. Nothing has a default. */
export interface Trust {
  /** A Sigstore trusted root, JSON text. */
  readonly trustedRoot: string;
  /**
   * `public` asks for a transparency log and a certificate log, `private` only for those that the trusted root names.
   * Either way a certificate needs a timestamp: it lives ten minutes, and a signature is judged at its own instant.
   */
  readonly profile: 'public' | 'private';
}

/** A signature that verifies. */
export interface Verified {
  /** The earliest instant at which the signature is proven to have existed; null where nobody proves one. */
  readonly signedAt: Instant | null;
  /** Null for a managed key, which has none. */
  readonly certificate: CertificateFacts | null;
  readonly confirmations: readonly Confirmation[];
}

/** Verifies the one signature of an envelope, once. Throws `Refused`, or what the library throws. */
export function verifyEnvelope(bundle: SigstoreBundle, signer: Keyless | ManagedKey, trust: Trust): Verified {
  const { trustedRoot, profile } = trust;
  const question = { bundle: bundle.digest, signer, trustedRoot, profile };
  return remembered(question, () => verifySignature(bundle, signer, trust));
}

/**
 * Verifies the one signature of a bundle, over its own envelope or over `message`: root and instants, certificate chain
 * and certificate log, log entries, signature, signer. Throws `Refused`, or what the library throws.
 */
export function verifySignature(
  bundle: SigstoreBundle,
  signer: Keyless | ManagedKey,
  { trustedRoot, profile }: Trust,
  message?: SignedEntity['signature'],
): Verified {
  const root = readTrustRoot(trustedRoot);
  const read = toSignedEntity(bundle);
  const entity = { ...read, signature: message ?? read.signature };
  const leaning = { ...instantsOf(entity), logIds: entity.tlogEntries.map(({ logId }) => logId.keyId) };
  const proven = (seen: Signer, certificate: CertificateFacts | null) => {
    requireSameSigner(bundle, seen.key);
    return { signedAt: earliest(leaning.instants), certificate, confirmations: confirmationsOf(entity, root) };
  };
  if ('publicKey' in signer) {
    if (entity.key.$case !== 'public-key') throw otherKind('a managed key', 'a certificate');
    requireCurrent(root, { ...leaning, certified: [] });
    const material = { ...root, publicKey: () => managed(signer.publicKey) };
    return proven(verifier(material, profile, 0).verify(entity), null);
  }
  if (entity.key.$case !== 'certificate') throw otherKind(`a certificate of \`${signer.identity}\``, 'a managed key');
  writtenOnce(entity.key.certificate);
  requireCurrent(root, { ...leaning, certified: leaning.instants });
  const seen = verifier(root, profile, 1).verify(entity);
  requirePurpose(entity.key.certificate);
  requireSigner(seen, signer);
  return proven(seen, factsOf(seen, signer.identity, signer.issuer));
}

function verifier(root: TrustMaterial, profile: Trust['profile'], timestampThreshold: number): Verifier {
  const needed = (logs: readonly unknown[]) => (profile === 'private' && logs.length === 0 ? 0 : 1);
  return new Verifier(root, {
    timestampThreshold,
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

/** Whoever names a key answers for how long it is good. */
function managed(pem: string) {
  try {
    return { publicKey: createPublicKey(pem), validFor: () => true };
  } catch {
    throw otherKind('a public key in PEM', 'something else');
  }
}

function earliest(instants: readonly Date[]): Instant | null {
  if (instants.length === 0) return null;
  const instant = instantOf(Math.min(...instants.map((each) => each.getTime())));
  if (instant === undefined) throw invalid('a timestamp', 'none that is an instant');
  return instant;
}

function otherKind(expected: string, seen: string): Refused {
  return new Refused('attestation-identity-mismatch', expected, seen);
}
