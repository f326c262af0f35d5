import { type Digest, sha256 } from '../digest/digest.ts';
import {
  type IntentPlace,
  MANIFEST_TYPE,
  manifestBytes,
  manifestOf,
  manifestSubjects,
  type SealIntent,
} from '../manifest/manifest.ts';
import type { SealPolicy } from '../policy/seal-policy.ts';
import type { Keyless } from '../sigstore/signer.ts';
import { checkSeal, type SealProof } from './check.ts';
import { type SealRefusal, sealRefusal } from './refused.ts';

/** A seal, and the ledger's intent that it is to be over. */
export interface ManifestSeal {
  readonly bundle: unknown;
  readonly intent: SealIntent;
  readonly place: IntentPlace;
  /** The seal rules by which it is judged. */
  readonly policy: SealPolicy;
  readonly trustedRoot: string;
}

/** Whether this is the seal that the intent asks for: over its manifest and nothing else, by whom policy names. */
export function checkManifestSeal({ bundle, intent, place, policy, trustedRoot }: ManifestSeal) {
  const proof: SealProof | SealRefusal = checkSeal({
    bundle,
    subjects: manifestSubjects(intent.terms),
    predicateType: MANIFEST_TYPE,
    profile: policy.profile,
    trustedRoot,
    ...sealerOf(policy),
  });
  const manifest = manifestDigest(intent, place);
  if (!proof.ok || proof.digest === manifest) return proof;
  return sealRefusal({
    code: 'attestation-subject-mismatch',
    expected: `the manifest of entry ${place.number}, ${manifest}`,
    seen: proof.digest,
  });
}

/** The digest of the bytes that are sealed for an intent. */
export function manifestDigest(intent: SealIntent, place: IntentPlace): Digest {
  return sha256(manifestBytes(manifestOf(intent, place)));
}

/**
 * Who must have sealed. The identity names the workflow and its branch; in which repository it ran, on whose machine
 * and what started it stand beside it in GitHub's certificates, and count as much.
 */
function sealerOf({ identity, issuer, workflow }: SealPolicy): Keyless {
  if (workflow === undefined) return { identity, issuer };
  return {
    identity,
    issuer,
    claims: {
      sourceRepositoryId: String(workflow.repository),
      sourceRepositoryRef: 'refs/heads/main',
      runnerEnvironment: 'github-hosted',
      buildTrigger: 'workflow_dispatch',
    },
  };
}
