import type { Digest } from '../digest/digest.ts';
import { sha256 } from '../digest/digest.ts';
import { readJson } from '../document/json.ts';
import { namesSubject } from './attestation.ts';
import { envelopeOf, readBundle } from './bundle.ts';
import { type Artifact, messageContent } from './message.ts';
import { answered, type Refusal, Refused } from './refused.ts';
import type { Keyless, ManagedKey } from './signer.ts';
import { readSigned, type SignedStatement } from './statement.ts';
import { type Trust, type Verified, verifyEnvelope, verifySignature } from './verify.ts';

/** Something that was signed, and who must have signed it. */
export interface ArtifactToCheck extends Trust {
  /** A Sigstore bundle, version 0.1 to 0.3: the bytes of its JSON. */
  readonly bundle: Uint8Array;
  readonly artifact: { readonly bytes: Uint8Array } | { readonly digest: Digest };
  readonly signer: Keyless | ManagedKey;
}

export interface ArtifactProof extends Verified {
  readonly ok: true;
  readonly digest: Digest;
  /** What was said about it; null where it was signed itself. */
  readonly statement: SignedStatement | null;
}

/**
 * Whether exactly this signer signed this artifact, or a statement that names it. Pure, and never throws: what cannot
 * be read is refused.
 */
export function checkArtifact({ bundle, artifact, signer, ...trust }: ArtifactToCheck): ArtifactProof | Refusal {
  return answered(() => {
    const digest = 'digest' in artifact ? artifact.digest : sha256(artifact.bytes);
    const read = readBundle(readJson(bundle));
    if (read.content.$case === 'messageSignature') {
      const message = messageContent(read.content.messageSignature, signedOf(artifact));
      return { ok: true as const, digest, statement: null, ...verifySignature(read, signer, trust, message) };
    }
    const { payloadType, payload } = envelopeOf(read);
    const verified = verifyEnvelope(read, signer, trust);
    const statement = readSigned(payloadType, payload);
    if (!namesSubject(statement, digest)) throw otherSubject(statement, digest);
    return { ok: true as const, digest, statement, ...verified };
  });
}

function signedOf(artifact: ArtifactToCheck['artifact']): Artifact {
  if ('bytes' in artifact) return artifact;
  return { sha256: Buffer.from(artifact.digest.slice('sha256:'.length), 'hex') };
}

function otherSubject({ subject }: SignedStatement, digest: Digest): Refused {
  const seen = subject.map(({ digest }) => JSON.stringify(digest)).join(', ');
  return new Refused('attestation-subject-mismatch', `a subject with ${digest}`, seen);
}
