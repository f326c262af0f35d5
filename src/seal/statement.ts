import { type Digest, sha256 } from '../digest/digest.ts';
import { type StatementToSeal, statementBytes } from '../manifest/statement.ts';
import type { SealPolicy } from '../policy/seal-policy.ts';
import type { Keyless } from '../sigstore/signer.ts';
import { checkSeal, type SealProof } from './check.ts';
import { type SealRefusal, sealRefusal } from './refused.ts';

/** The seal rules by which a seal is judged. */
export interface SealRules {
  readonly policy: SealPolicy;
  readonly trustedRoot: string;
}

/** A seal, and the one statement that it is to be over. */
interface StatementSeal extends SealRules {
  readonly bundle: unknown;
  readonly statement: StatementToSeal;
  /** What people call the statement, such as `the manifest of entry 7`. */
  readonly name: string;
}

/** Whether this is a seal over these very bytes, by whom policy names. */
export function checkStatementSeal({ bundle, statement, name, policy, trustedRoot }: StatementSeal) {
  const proof: SealProof | SealRefusal = checkSeal({
    bundle,
    subjects: subjectsOf(statement),
    predicateType: statement.predicateType,
    profile: policy.profile,
    trustedRoot,
    ...sealerOf(policy),
  });
  const digest = sha256(statementBytes(statement));
  if (!proof.ok || proof.digest === digest) return proof;
  const expected = `${name}, ${digest}`;
  return sealRefusal({ code: 'attestation-subject-mismatch', expected, seen: proof.digest });
}

function subjectsOf({ subject }: StatementToSeal): Readonly<Record<string, Digest>> {
  return Object.fromEntries(subject.map(({ name, digest }) => [name, `sha256:${digest.sha256}`]));
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
