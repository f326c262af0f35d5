import { visible } from '../report/markdown.ts';
import type { ArtifactProof } from '../sigstore/artifact.ts';
import type { CertificateFacts } from '../sigstore/certificate.ts';
import type { Refusal } from '../sigstore/refused.ts';

/** What was found, for a terminal. Statements and certificates are others' words: what cannot be seen is written out. */
export function sigstoreBundleText(what: string, answer: ArtifactProof | Refusal): string {
  const lines = answer.ok
    ? [`verified: ${what}`, ...proof(answer)]
    : [
        `not verified: ${what}`,
        `${answer.code}: expected ${answer.expected}, seen ${answer.seen}`,
        `hint: ${answer.hint}`,
      ];
  return lines.map(visible).join('\n');
}

function proof({ digest, signedAt, certificate, statement, confirmations }: ArtifactProof): string[] {
  return [
    ...(certificate === null ? ['  signed with the key that was named'] : signer(certificate)),
    signedAt === null ? '  nobody proves when' : `  not later than ${signedAt}`,
    `  over ${statement === null ? digest : `a statement about ${digest}`}`,
    ...(statement === null ? [] : [`    ${statement.predicateType}${others(statement.subject.length - 1)}`]),
    'by the word of',
    ...confirmations.map(({ role, name, at }) => `  ${role} ${name}${at === null ? '' : `, at ${at}`}`),
    ...(confirmations.length === 0 ? ['  nobody but the key'] : []),
  ];
}

function signer(facts: CertificateFacts): string[] {
  const { identity, issuer, sourceRepositoryUri, sourceRepositoryId, sourceRepositoryRef, sourceRepositoryDigest } =
    facts;
  const { buildTrigger, runnerEnvironment, runInvocationUri } = facts;
  const from = [
    sourceRepositoryUri && `in ${sourceRepositoryUri} (id ${sourceRepositoryId ?? 'unknown'})`,
    sourceRepositoryRef && `at ${sourceRepositoryRef}, ${sourceRepositoryDigest ?? 'commit unknown'}`,
    buildTrigger && `on ${buildTrigger}, runner ${runnerEnvironment ?? 'unknown'}`,
    runInvocationUri && `by the run ${runInvocationUri}`,
  ];
  return [
    `  signed by ${identity}`,
    `    known to ${issuer}`,
    ...from.flatMap((said) => (said ? [`    ${said}`] : [])),
  ];
}

function others(count: number): string {
  return count > 0 ? `, which names ${count} more` : '';
}
