import type { Citation } from '../evidence/citation.ts';
import type { Material } from '../evidence/material.ts';
import type { Rules } from '../policy/rules.ts';
import type { Instant } from '../time/instant.ts';
import { proveFile, proveListed } from './evidence/attested.ts';
import { type EvidenceProof, refused } from './evidence/proof.ts';
import { proveRun } from './evidence/ran.ts';

export type { EvidenceProof } from './evidence/proof.ts';

/**
 * Whether what was read at the address of a citation proves it, by the policy for its kind: these are the bytes that
 * were cited, a signer of the policy signed them, they are of a predicate type of that kind, they name every subject,
 * and their content says yes. Pure, and never throws. `at` is GitHub's clock: no content can speak of later.
 */
export function proveEvidence(
  citation: Citation,
  material: Material,
  { evidence, roots }: Pick<Rules, 'evidence' | 'roots'>,
  at: Instant,
): EvidenceProof {
  const policy = evidence.kinds[citation.kind];
  if (policy === undefined)
    return refused('attestation-invalid', `a policy for \`${citation.kind}\``, 'none', NO_POLICY);
  const asked = { citation, policy, roots, at };
  switch (material.from) {
    case 'file':
    case 'git':
      return proveFile(material.bytes, asked);
    case 'attestations':
      return proveListed(material.bundles, asked);
    default:
      return proveRun(material, asked);
  }
}
const NO_POLICY = 'say in policies/evidence.yaml who may sign it; a file there that is broken proves nothing';
