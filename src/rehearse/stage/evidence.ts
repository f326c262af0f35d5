import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256 } from '../../digest/digest.ts';
import type { Citation } from '../../evidence/citation.ts';
import { PREDICATES } from '../../evidence/predicates/table.ts';
import { PACKET_FILE, readPacket } from '../../packet/packet.ts';
import type { EvidencePolicy } from '../../policy/evidence-policy.ts';
import type { SealBundle } from '../../seal/bundle.ts';
import type { FileHost } from '../../standin/files/host.ts';
import type { GitHub } from '../../standin/github/github.ts';
import { laidOver } from '../overlay.ts';
import type { EvidenceEdits } from '../world.ts';
import type { Keys } from './keys.ts';
import type { Reference } from './reference.ts';
import { signedAs } from './signed.ts';

/** A piece of evidence that the example packet cites, as it really stands at its source. */
export interface StagedEvidence {
  /** As the packet of this rehearsal cites it. */
  readonly citation: Citation;
  /** The checksum of the example in the docs, which nothing has. */
  readonly example: Pick<Citation, 'uri' | 'checksum'>;
  readonly bundle: SealBundle;
}

/** Where evidence names GitHub, and where GitHub keeps Sigstore bundles. */
export const PLACES = { apiUrl: 'https://api.github.com', webUrl: 'https://github.com' };
const ARTIFACTS = 'artifacts.github.example';
/** Whose repository has the attestations that GitHub keeps. */
export const REBUILDER = 'acme/rebuilder';

const EXAMPLES = join(import.meta.dirname, '../../../docs/examples/evidence');
const HOUR_MS = 3_600_000;

/** Signs what the example packet cites, an hour before the rehearsal starts, as whom the policy names or `edits` say. */
export async function makeEvidence(
  { rules, packet }: Reference,
  keys: Keys,
  start: string,
  edits: EvidenceEdits,
): Promise<readonly StagedEvidence[]> {
  const described = readPacket(PACKET_FILE, Buffer.from(packet.get(PACKET_FILE) ?? ''));
  if (!described.ok) throw new Error('the example packet does not load');
  const made: StagedEvidence[] = [];
  for (const cited of described.value.evidence) {
    const edit = edits[cited.kind] ?? {};
    const signer = rules.evidence.kinds[cited.kind]?.signers[0];
    // Policies that take no such evidence hold the packet whatever stands there.
    if (signer === undefined) continue;
    const statement = statementOf(cited, edit);
    const by = { subject: edit.signer ?? signer.identity, issuer: signer.issuer };
    const bundle = await signedAs(by, statement, keys.sigstore, Date.parse(start) - HOUR_MS);
    made.push({ citation: { ...cited, ...placeOf(cited, edit, statement, bundle) }, example: cited, bundle });
  }
  return made;
}

/** The files of the packet, citing what really stands there. */
export function citing(packet: Reference['packet'], staged: readonly StagedEvidence[]): Reference['packet'] {
  const text = staged.reduce(
    (yaml, { example, citation }) =>
      yaml.replace(example.uri, citation.uri).replace(example.checksum, citation.checksum),
    packet.get(PACKET_FILE) ?? '',
  );
  return new Map([...packet, [PACKET_FILE, text]]);
}

/** Puts it where its address says, with GitHub by `upload` as the workflow that made it would. */
export async function publish(
  staged: readonly StagedEvidence[],
  github: GitHub,
  host: FileHost,
  upload: (repository: { owner: string; repo: string }, bundle: SealBundle) => Promise<unknown>,
): Promise<void> {
  github.world.attestationAnswers.store = `https://${ARTIFACTS}`;
  const [owner = '', repo = ''] = REBUILDER.split('/');
  for (const { citation, bundle } of staged) {
    if (citation.uri.startsWith(PLACES.apiUrl)) await upload({ owner, repo }, bundle);
    else host.files.set(new URL(citation.uri).pathname, bytesOf(bundle));
  }
}

/** The hosts of the policy, all of them played by one. */
export function rerouted({ kinds }: EvidencePolicy, github: GitHub, host: FileHost): Record<string, string> {
  const hosts = Object.values(kinds).flatMap((kind) => kind?.hosts ?? []);
  return { ...Object.fromEntries(hosts.map((name) => [name, host.origin])), [ARTIFACTS]: github.origin };
}

type Edit = NonNullable<EvidenceEdits[Citation['kind']]>;

/** GitHub's attestations are cited by what is signed: how a Sigstore bundle is written down there may change. */
function placeOf({ uri, subjects }: Citation, { at = 'host' }: Edit, statement: Uint8Array, bundle: SealBundle) {
  if (at === 'host') return { uri, checksum: sha256(bytesOf(bundle)) };
  return { uri: `${PLACES.apiUrl}/repos/${REBUILDER}/attestations/${subjects[0]}`, checksum: sha256(statement) };
}

function bytesOf(bundle: SealBundle): Uint8Array {
  return Buffer.from(canonicalJson(bundle));
}

function statementOf({ kind, subjects }: Citation, { type, subjects: others, says }: Edit): Uint8Array {
  const predicate: unknown = JSON.parse(readFileSync(join(EXAMPLES, `${kind}.json`), 'utf8'));
  const subject = (others ?? subjects).map((name) => {
    const [algorithm = '', sum = ''] = name.split(':');
    return { name, digest: { [algorithm]: sum } };
  });
  const predicateType = type ?? PREDICATES[kind].types[0];
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType,
    predicate: laidOver(predicate, says ?? {}),
  };
  return Buffer.from(canonicalJson(statement));
}
