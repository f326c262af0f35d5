import type { Subject } from '../../evidence/citation.ts';
import { PREDICATES } from '../../evidence/predicates/table.ts';
import { type AttestationProof, namesSubject } from '../../sigstore/attestation.ts';
import type { SignedStatement } from '../../sigstore/statement.ts';
import { type EvidenceProof, type EvidenceToProve, oneLine, refused } from './proof.ts';

/**
 * What a statement proves, whose signer is known already: that it is of this kind, about every cited subject, and says
 * yes. The library sees to none of these.
 */
export function proveStatement(
  { statement, digest, signedAt, certificate }: AttestationProof,
  { citation, policy, at }: EvidenceToProve,
): EvidenceProof {
  const { kind, subjects } = citation;
  const { types, read } = PREDICATES[kind];
  const { predicateType, predicate } = statement;
  if (!types.includes(predicateType)) return refused('attestation-missing', types.join(' or '), predicateType);

  const unnamed = subjects.find((subject) => !names(statement, subject));
  if (unnamed !== undefined)
    return refused('attestation-subject-mismatch', `the subject ${unnamed}`, subjectsOf(statement));

  const said = read({ type: predicateType, content: predicate, subjects, at }, policy.demands);
  if ('seen' in said) return refused('attestation-invalid', said.expected, said.seen);
  const signer = certificate && { identity: certificate.identity, issuer: certificate.issuer };
  return { state: 'verified', statement: digest, signer, signed_at: signedAt, says: said.map(oneLine) };
}

/** By exactly the algorithm that was cited, in lower-case hex of full length: anything else names something else. */
function names(statement: SignedStatement, subject: Subject): boolean {
  if (isDigest(subject)) return namesSubject(statement, subject);
  const commit = subject.slice('gitCommit:'.length);
  return statement.subject.some(({ digest }) => Object.hasOwn(digest, 'gitCommit') && digest.gitCommit === commit);
}

function isDigest(subject: Subject): subject is Extract<Subject, `sha256:${string}`> {
  return subject.startsWith('sha256:');
}

function subjectsOf({ subject }: SignedStatement): string {
  return subject.flatMap(({ digest }) => Object.entries(digest).map(([name, sum]) => `${name}:${sum}`)).join(', ');
}
