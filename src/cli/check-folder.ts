import { z } from 'zod';
import type { Claims } from '../claims/claims.ts';
import { readDocument } from '../document/document.ts';
import { name } from '../document/names.ts';
import { type Branch, leaves } from '../finding/finding.ts';
import { approversOf, judgeFolder } from '../judge/folder.ts';
import { readDiskFolder } from '../observe/checkout/folder.ts';
import { ledgerOfClone } from '../observe/checkout/ledger.ts';
import { observationOf } from '../observe/checkout/proposal.ts';
import { codeownersCopies, rulesFor } from '../observe/checkout/rules.ts';
import { shownPath } from '../observe/checkout/work-tree.ts';
import { CitedEvidence, type ReadEvidence } from '../observe/cited.ts';
import { PACKET_FILE } from '../packet/packet.ts';
import { teamsOwning } from '../policy/consult.ts';
import { type LoadedRules, loadRules } from '../policy/rules.ts';
import type { Check } from '../report/check.ts';
import { holdsOf } from '../report/hold.ts';
import { termValues } from '../report/terms.ts';
import { type Instant, instantOf } from '../time/instant.ts';
import { foreseenTerms } from '../verify/foreseen.ts';
import type { FolderSeen } from '../verify/observation/folder.ts';
import type { Observation } from '../verify/observation.ts';
import { type PacketProof, provePacket } from '../verify/packet.ts';
import { verify } from '../verify/verify.ts';
import { requireCouncil } from './council.ts';

export interface CheckOptions {
  /** A checkout of the governance repository; else `origin/main` of the repository around the folder. */
  readonly policies?: string | undefined;
  readonly council?: string | undefined;
  readonly now: Date;
  /** Reads what the packet cites, at its source; without it no evidence is looked at. */
  readonly readEvidence?: ReadEvidence | undefined;
}

/** What the bot would say of a folder: observed, verified and judged as it does. Throws `WrongArgument`. */
export async function checkFolder(path: string, options: CheckOptions): Promise<Check> {
  const at = instantOf(options.now.getTime()) ?? '';
  const { folder, tree } = await readDiskFolder(path);
  const rules = await rulesFor(options.policies, path);
  const loaded = loadRules(rules.files, rules.codeowners);
  const written = packetFileOf(folder);
  const council = options.council ?? written.council;
  if (options.council !== undefined) requireCouncil(options.council, `--council ${options.council}`, loaded);
  const clone = options.policies === undefined && tree !== null ? tree.root : null;
  const copies = clone === null || council === null ? null : await codeownersCopies(clone, council);
  const proof = provePacket(folder);
  const evidence = await readCited(proof, loaded, at, options.readEvidence);
  const ledger = clone === null ? null : await ledgerOfClone(clone);
  const observation = observationOf({ folder, rules, loaded, council, copies, evidence, ledger, at });
  const claims = verify(observation);
  const finding = judgeFolder(claims, loaded);
  const places = { folder: shownPath(path, tree), key: written.place };
  const holds = holdsOf(finding, claims, loaded, places);
  const held = holds.some(({ grade }) => grade !== 'undecided');
  return {
    schema: 'governance.v1.Check',
    folder: places.folder,
    packet: folder.id,
    council,
    rules: rules.from,
    policy_commit: rules.commit,
    at,
    outcome: held ? 'held' : holds.length > 0 ? 'undecided' : 'ready',
    holds,
    terms: termsPart(claims, proof, loaded),
    approval: approversOf(claims, loaded),
    ignored: [...(tree?.ignored ?? [])],
    unknown: [...unjudged(finding), ...unasked(loaded)],
    finding,
  };
}

/** Nothing is asked for a packet that goes nowhere. */
async function readCited(
  proof: PacketProof,
  loaded: LoadedRules,
  at: Instant,
  read: ReadEvidence | undefined,
): Promise<Observation['evidence']> {
  if (read === undefined || !proof.valid || !loaded.ok) return { unread: 'not read', skipped: true };
  const { evidence } = loaded.rules;
  return { read: await new CitedEvidence(read).look(proof.packet.evidence, evidence, { at, anew: true }) };
}

/** What can be told of packet.yaml however wrong it is otherwise: the council that it names, and where its keys stand. */
function packetFileOf({ entries }: FolderSeen): { council: string | null; place: (key: string) => Place } {
  const first = { line: 1, column: 1 };
  const bytes = entries.find((entry) => entry.name === PACKET_FILE)?.bytes;
  const read = bytes == null ? null : readDocument(PACKET_FILE, bytes, z.looseObject({ council: name.catch('') }));
  if (!read?.ok) return { council: null, place: () => first };
  return { council: read.value.council || null, place: (key) => read.places([key]) };
}
interface Place {
  readonly line: number;
  readonly column: number;
}

function termsPart(claims: Claims, proof: PacketProof, rules: LoadedRules): Check['terms'] {
  const foreseen = foreseenTerms(claims, proof, rules);
  if (foreseen === null) return null;
  const { terms, digest } = foreseen;
  const values = termValues(terms, rules).map(([term, value]) => ({ term, value }));
  const known = digest === null ? values.filter(({ term }) => term !== 'evidence state') : values;
  return { digest, values: known };
}

function unjudged(finding: Branch): Check['unknown'] {
  return leaves(finding)
    .filter(({ status }) => status === 'notApplicable')
    .map(({ rule, wanted, seen }) => ({ rule, wanted, why: seen }));
}

/** What the rules were given the benefit of the doubt for. */
function unasked(rules: LoadedRules): Check['unknown'] {
  const why = 'GitHub is not asked';
  const teams = teamsOwning(rules);
  const members = {
    rule: 'codeowners',
    wanted: `who is in ${teams.join(', ')}`,
    why: `${why}: it is taken for anybody`,
  };
  const owners = { rule: 'codeowners', wanted: 'a CODEOWNERS whose owners all exist and may write', why };
  return teams.length > 0 ? [owners, members] : [owners];
}
