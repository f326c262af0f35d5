import { createHash, type KeyObject, verify } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { Bundle } from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import type { SignedEntity } from '@sigstore/verify';
import { invalid, Refused } from './refused.ts';

/** What a signature is about: bytes, or their sha256 where the bytes are not at hand. */
export type Artifact = { readonly bytes: Uint8Array } | { readonly sha256: Buffer };

type MessageSignature = Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature'];

const HASHES: Partial<Record<HashAlgorithm, string>> = {
  [HashAlgorithm.SHA2_256]: 'sha256',
  [HashAlgorithm.SHA2_384]: 'sha384',
  [HashAlgorithm.SHA2_512]: 'sha512',
};
const CURVES = { prime256v1: p256, secp384r1: p384, secp521r1: p521 };

/**
 * A signature over bytes, for the verifier. What the bundle says of their digest is compared and never believed; the
 * log entry is compared with the digest of the bytes themselves. Throws `Refused` where they differ.
 */
export function messageContent(
  { messageDigest, signature }: MessageSignature,
  artifact: Artifact,
): SignedEntity['signature'] {
  const hash = HASHES[messageDigest.algorithm];
  if (hash === undefined) throw invalid('a SHA-2 digest', `algorithm ${messageDigest.algorithm}`);
  const digest = digestOf(artifact, hash);
  if (!digest.equals(messageDigest.digest))
    throw new Refused(
      'attestation-subject-mismatch',
      `${hash} ${messageDigest.digest.toString('hex')}`,
      digest.toString('hex'),
    );
  return {
    signature,
    compareSignature: (other) => other.equals(signature),
    compareDigest: (other) => other.equals(digest),
    compareSignedDigest: (other) => other.equals(digest),
    verifySignature: (key) =>
      'bytes' in artifact ? overBytes(key, hash, artifact.bytes, signature) : overDigest(key, digest, signature),
  };
}

function digestOf(artifact: Artifact, hash: string): Buffer {
  if ('bytes' in artifact) return createHash(hash).update(artifact.bytes).digest();
  if (hash !== 'sha256') throw invalid(`the bytes, whose ${hash} was signed`, 'their sha256');
  return artifact.sha256;
}

function overBytes(key: KeyObject, hash: string, bytes: Uint8Array, signature: Buffer): boolean {
  // Ed25519 hashes by itself.
  return verify(key.asymmetricKeyType === 'ed25519' ? null : hash, bytes, key, signature);
}

/** Node signs and verifies bytes only; ECDSA itself is over their digest. */
function overDigest(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const curve = Object.entries(CURVES).find(([name]) => name === key.asymmetricKeyDetails?.namedCurve)?.[1];
  if (curve === undefined)
    throw invalid('an ECDSA key, or the bytes that were signed', `${key.asymmetricKeyType} and a digest`);
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return curve.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
}
