import type { Digest } from '../digest/digest.ts';
import { code, table } from '../report/markdown.ts';
import type { AttestationProof } from '../sigstore/attestation.ts';
import type { InputsOf } from './inputs.ts';

/** What was proven, beside what of it was demanded: what nobody demanded could have been anything. */
export function verifiedPage(subject: Digest, inputs: InputsOf<'verify'>, proof: AttestationProof): string {
  const { certificate, signedAt, statement } = proof;
  const rows: [what: string, seen: string | null | undefined, demanded: boolean][] = [
    ['subject', subject, true],
    ['signer', certificate?.identity, true],
    ['issuer', certificate?.issuer, true],
    ['predicate type', statement.predicateType, inputs['predicate-type'] !== undefined],
    ['repository id', certificate?.sourceRepositoryId, inputs['source-repository-id'] !== undefined],
    ['runner', certificate?.runnerEnvironment, inputs['runner-environment'] !== undefined],
    ['commit', certificate?.sourceRepositoryDigest, false],
    ['signed at', signedAt, false],
  ];
  const cells = rows.map(([what, seen, demanded]) => [what, seen ? code(seen) : 'not said', demanded ? 'yes' : 'no']);
  return `### Countersign: verified\n\n${table(['what', 'seen', 'demanded'], cells)}\n`;
}
