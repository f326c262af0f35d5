import { Refused } from '../refused.ts';
import type { Attestation, Repository, World } from '../world.ts';

/**
 * Stores a Sigstore bundle with a repository, to be found by the digest of each subject. What GitHub checks of it is
 * not documented; here it must be an envelope around an in-toto statement with a sha256 to find it by.
 */
export function storeAttestation(world: World, repository: Repository, bundle: Attestation['bundle']): Attestation {
  const { subjects, predicateType } = statementOf(bundle);
  const createdAt = world.clock.now();
  const made = { id: world.next('attestation'), bundle, subjects, predicateType, createdAt };
  repository.attestations.push(made);
  return made;
}

function statementOf(bundle: Attestation['bundle']): Pick<Attestation, 'subjects' | 'predicateType'> {
  const payload = member(bundle.dsseEnvelope, 'payload');
  const statement = typeof payload === 'string' ? json(Buffer.from(payload, 'base64').toString()) : undefined;
  const predicateType = member(statement, 'predicateType');
  const named = member(statement, 'subject');
  const subjects = (Array.isArray(named) ? named : []).flatMap((subject) => {
    const sum = member(member(subject, 'digest'), 'sha256');
    return typeof sum === 'string' ? [`sha256:${sum}`] : [];
  });
  if (typeof predicateType !== 'string' || subjects.length === 0)
    throw new Refused(422, 'Invalid bundle: expected a DSSE envelope with an in-toto statement about a sha256');
  return { subjects, predicateType };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
