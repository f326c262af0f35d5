import type { Digest } from '../digest/digest.ts';
import { type AttestationProof, checkAttestation, namesSubject } from '../sigstore/attestation.ts';
import { type Refusal, refusal } from '../sigstore/refused.ts';
import type { GitHubClaims } from '../sigstore/signer.ts';
import type { Trust } from '../sigstore/verify.ts';
import { digestOfFile, jsonOfFile, WrongFile } from './file.ts';
import { COMMANDS, type InputsOf } from './inputs.ts';
import { type InputProblem, type Outcome, refused, wrongInput } from './outcome.ts';
import { verifiedPage } from './page.ts';

type Inputs = InputsOf<'verify'>;

/**
 * `verify`: whether a Sigstore bundle proves, of exactly this subject, all that the workflow demands. Reads the files
 * that are named, each before it complains of any, and asks no network.
 */
export async function verify(inputs: Inputs): Promise<Outcome> {
  const problems: InputProblem[] = [];
  const read = <T>(name: 'subject' | 'bundle' | 'trusted-root', reading: (path: string) => Promise<T>) =>
    reading(inputs[name]).catch((error: unknown) => {
      problems.push(fileProblem(name, error));
      return undefined;
    });
  const subject = await read('subject', digestOfSubject);
  const bundle = await read('bundle', jsonOfFile);
  const root = await read('trusted-root', jsonOfFile);
  if (subject === undefined || bundle === undefined || root === undefined) return wrongInput(problems);

  const proof = prove(bundle.json, subject, inputs, { trustedRoot: root.text, profile: inputs.profile });
  return proof.ok
    ? verified(subject, inputs, proof)
    : { ...refused('not proven', proof), outputs: { verified: 'false' } };
}

async function digestOfSubject(subject: string): Promise<Digest> {
  return isDigest(subject) ? subject : digestOfFile(subject);
}

/** The form was checked with the inputs. */
function isDigest(subject: string): subject is Digest {
  return subject.startsWith('sha256:');
}

function fileProblem(name: 'subject' | 'bundle' | 'trusted-root', error: unknown): InputProblem {
  if (!(error instanceof WrongFile)) throw error;
  const message = `expected \`${name}\` to be ${COMMANDS.verify[name].expected}, seen ${error.message}`;
  return { code: 'input-file', message, hint: 'a path is taken from the root of the workspace' };
}

function prove(bundle: unknown, subject: Digest, inputs: Inputs, trust: Trust): AttestationProof | Refusal {
  const { identity, issuer } = inputs;
  const proof = checkAttestation({ bundle, signer: { identity, issuer, claims: claimsOf(inputs) }, ...trust });
  if (!proof.ok) return proof;
  const { statement } = proof;
  if (!namesSubject(statement, subject)) {
    const seen = statement.subject.map(({ digest }) => digest.sha256 ?? 'one without sha256');
    return refusal('attestation-subject-mismatch', subject, seen.join(', '));
  }
  const wanted = inputs['predicate-type'];
  if (wanted !== undefined && statement.predicateType !== wanted)
    return refusal('attestation-missing', `\`${wanted}\``, `\`${statement.predicateType}\``);
  return proof;
}

/** What is not demanded is left out: a claim that is named must be there. */
function claimsOf({
  'source-repository-id': sourceRepositoryId,
  'runner-environment': runnerEnvironment,
}: Inputs): GitHubClaims {
  return {
    ...(sourceRepositoryId === undefined ? {} : { sourceRepositoryId }),
    ...(runnerEnvironment === undefined ? {} : { runnerEnvironment }),
  };
}

function verified(subject: Digest, inputs: Inputs, proof: AttestationProof): Outcome {
  return {
    exit: 0,
    title: 'verified',
    lines: [`${subject} is the subject of ${proof.statement.predicateType}, signed by ${inputs.identity}`],
    outputs: {
      verified: 'true',
      digest: subject,
      'signed-at': proof.signedAt ?? '',
      'predicate-type': proof.statement.predicateType,
    },
    summary: verifiedPage(subject, inputs, proof),
  };
}
