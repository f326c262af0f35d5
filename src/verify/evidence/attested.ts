import { sha256 } from '../../digest/digest.ts';
import { type Json, readJson } from '../../document/json.ts';
import { statementSum } from '../../evidence/checksum.ts';
import type { EvidenceSigner } from '../../policy/evidence-signer.ts';
import { type AttestationProof, checkAttestation } from '../../sigstore/attestation.ts';
import type { GitHubClaims } from '../../sigstore/signer.ts';
import { closest, type EvidenceProof, type EvidenceToProve, refused } from './proof.ts';
import { proveStatement } from './statement.ts';

/** A Sigstore bundle in a file: the very bytes that were cited. */
export function proveFile(bytes: Uint8Array, asked: EvidenceToProve): EvidenceProof {
  const { checksum } = asked.citation;
  const sum = sha256(bytes);
  if (sum !== checksum) return refused('attestation-invalid', `a file with ${checksum}`, sum, OTHER_BYTES);
  const bundle = jsonIn(bytes);
  return bundle === undefined
    ? refused('attestation-invalid', 'one Sigstore bundle in JSON', 'something else', ONE_BUNDLE)
    : proveBundle(bundle, asked);
}
const OTHER_BYTES = 'the file was changed since it was cited: find out why, and cite it as it is';
const ONE_BUNDLE = 'of several bundles, one on each line, put the cited one into a file of its own';

/** Sigstore bundles that GitHub lists: those of the cited statement. Whoever signed it besides, one proof is enough. */
export function proveListed(bundles: readonly unknown[], asked: EvidenceToProve): EvidenceProof {
  const { checksum } = asked.citation;
  const cited = bundles.filter((bundle) => statementSum(bundle) === checksum);
  if (cited.length === 0)
    return refused('attestation-missing', `a statement with ${checksum}`, `${bundles.length} other attestations`);
  const proofs = cited.map((bundle) => proveBundle(bundle, asked));
  return (
    proofs.find(({ state }) => state === 'verified') ?? closest(proofs.filter((proof) => proof.state === 'refused'))
  );
}

function proveBundle(bundle: unknown, asked: EvidenceToProve): EvidenceProof {
  const { policy, roots } = asked;
  if (policy.signers.length === 0)
    return refused('attestation-identity-mismatch', `a signer of \`${asked.citation.kind}\` in the policy`, 'none');
  const checks = policy.signers.map((signer) =>
    checkAttestation({
      bundle,
      signer: { identity: signer.identity, issuer: signer.issuer, claims: claimsOf(signer) },
      trustedRoot: roots[signer.trusted_root] ?? '',
      profile: signer.profile,
    }),
  );
  const proof = checks.find((check): check is AttestationProof => check.ok);
  if (proof !== undefined) return proveStatement(proof, asked);
  return closest(checks.flatMap((check) => (check.ok ? [] : [refused(check.code, check.expected, check.seen)])));
}

/** What policy says beside the identity, by the name of Fulcio's extension. What it does not say is not asked. */
function claimsOf({ repository, runner, trigger, ref }: EvidenceSigner): GitHubClaims {
  return {
    ...(repository === undefined ? {} : { sourceRepositoryId: String(repository) }),
    ...(runner === undefined ? {} : { runnerEnvironment: runner }),
    ...(trigger === undefined ? {} : { buildTrigger: trigger }),
    ...(ref === undefined ? {} : { sourceRepositoryRef: ref }),
  };
}

function jsonIn(bytes: Uint8Array): Json | undefined {
  try {
    return readJson(bytes);
  } catch {
    return undefined;
  }
}
