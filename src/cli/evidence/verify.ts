import { WrongArgument } from '../../audit/wrong-argument.ts';
import { checksumsOf } from '../../evidence/checksum.ts';
import type { Reading } from '../../evidence/material.ts';
import { EvidenceReader } from '../../observe/evidence/reader.ts';
import type { EvidenceRules } from '../../policy/evidence-rules.ts';
import type { Instant } from '../../time/instant.ts';
import { type EvidenceProof, proveEvidence } from '../../verify/evidence.ts';
import { copyOf } from './copy.ts';
import { githubAt, githubBy } from './github.ts';
import { type About, type Cited, evidenceNamed } from './named.ts';
import { evidenceRules } from './rules.ts';
import { citationText, outcomesText } from './text.ts';

export interface VerifyOptions extends About {
  readonly policies?: string;
  readonly offline?: string;
  readonly api: string;
  readonly at: Instant;
  readonly token: string | undefined;
}

/** A piece of evidence and what became of it. */
export type Outcome = Cited & (EvidenceProof | { readonly state: 'unread'; readonly why: string });

/** Reads and proves what is named, says what was found, and gives the exit code. Throws `WrongArgument`. */
export async function verifyEvidence(
  named: readonly string[],
  { policies, offline, api, at, token, ...about }: VerifyOptions,
  json: boolean,
  say: (line: string) => void,
): Promise<number> {
  const github = githubAt(api);
  const found = await Promise.all(named.map((argument) => evidenceNamed(argument, about)));
  const folder = found.find((one) => one.folder !== null)?.folder ?? '.';
  const rules = await evidenceRules(policies, folder);
  const cited = found.flatMap((one) => one.cited);
  if (offline !== undefined && cited.length !== 1)
    throw new WrongArgument(`expected one piece of evidence with \`--offline\`, seen ${cited.length}`);
  const client = githubBy(token, github);
  const reader = new EvidenceReader({ github: async () => client, ...github });
  const read = async (one: Cited): Promise<Reading> =>
    offline === undefined ? reader.read(one, rules.evidence) : { read: await copyOf(one.uri, offline, github) };
  const evidence = await Promise.all(cited.map(async (one) => outcomeOf(one, await read(one), rules, at)));
  const verdict = verdictOf(evidence);
  if (json) say(JSON.stringify({ verdict, rules: rules.from, at, evidence }, null, 2));
  else {
    say(outcomesText(evidence, rules.from));
    const addresses = evidence.filter(({ state }, index) => state === 'verified' && cited[index]?.checksum === null);
    for (const one of addresses) say(`\n${citationText(one)}`);
  }
  return EXITS[verdict];
}

const EXITS = { verified: 0, refused: 1, unread: 3 } as const;

/** Whatever could not be read, what is refused is refused. */
function verdictOf(evidence: readonly Outcome[]): keyof typeof EXITS {
  if (evidence.some(({ state }) => state === 'refused')) return 'refused';
  return evidence.some(({ state }) => state === 'unread') ? 'unread' : 'verified';
}

/** What nobody cited yet is tried by every checksum by which it could be cited. */
function outcomeOf(cited: Cited, reading: Reading, rules: EvidenceRules, at: Instant): Outcome {
  if ('unread' in reading) return { ...cited, state: 'unread', why: reading.unread };
  if ('refused' in reading) return { ...cited, state: 'refused', ...reading.refused };
  const checksums = cited.checksum === null ? checksumsOf(reading.read) : [cited.checksum];
  const proofs = checksums.map((checksum) => {
    const { recorded: _, ...citation } = { ...cited, checksum };
    return { ...citation, ...asRecorded(cited.recorded, proveEvidence(citation, reading.read, rules, at)) };
  });
  return proofs.find(({ state }) => state === 'verified') ?? proofs[0] ?? { ...cited, ...NOTHING_SIGNED };
}

/** Policy may name several signers, but who is on record is one of them. */
function asRecorded(recorded: Cited['recorded'], proof: EvidenceProof): EvidenceProof {
  if (recorded === undefined || proof.state === 'refused') return proof;
  const said = (signer: NonNullable<Cited['recorded']> | null) =>
    signer === null ? "GitHub's own word" : `${signer.identity}, known to ${signer.issuer}`;
  const [expected, seen] = [said(recorded), said(proof.signer)];
  if (expected === seen) return proof;
  const hint = 'the entry was recorded for another signature; record it anew under another name';
  return { state: 'refused', code: 'attestation-identity-mismatch', expected, seen, hint };
}

const NOTHING_SIGNED = {
  state: 'refused',
  code: 'attestation-invalid',
  expected: 'a signed statement',
  seen: 'none that can be read',
  hint: 'have it made anew',
} as const;
