import { basename, dirname, join, resolve } from 'node:path';
import { fileAt } from '../../audit/clone.ts';
import { type AuditReport, doubtText, verdictOf } from '../../audit/report.ts';
import { readClone } from '../../audit/verify.ts';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import type { OptionFacts, PacketFacts } from '../../claims/packet.ts';
import { type Decision, readDecision } from '../../decision/decision.ts';
import { type Outcome, outcomesOf } from '../../decision/outcome.ts';
import {
  DECISIONS,
  type DecisionPlace,
  decisionAt,
  decisionId,
  decisionPath,
  placeNamed,
} from '../../decision/place.ts';
import { type Digest, sha256 } from '../../digest/digest.ts';
import { LARGEST_BYTES } from '../../document/document.ts';
import type { Link } from '../../ledger/chain.ts';
import { releaseOf, sealedManifest } from '../../ledger/facts/releases.ts';
import { addEntries, NO_FACTS } from '../../ledger/facts.ts';
import { namedFile } from '../../observe/checkout/file.ts';
import { readDiskFolder } from '../../observe/checkout/folder.ts';
import { rulesFor } from '../../observe/checkout/rules.ts';
import { loadRules, type Rules } from '../../policy/rules.ts';
import type { CrossSign } from '../../signature/statement.ts';
import { provePacket } from '../../verify/packet.ts';
import { requireRead } from '../evidence/named.ts';
import { Unsignable } from './unsignable.ts';

/** What a person is about to sign, as their clone has it and its ledger proves it. */
export interface Question {
  readonly clone: string;
  readonly sign: CrossSign;
  readonly decision: Decision;
  readonly packet: PacketFacts;
  /** The option that is signed; null for `reject`. */
  readonly option: OptionFacts | null;
  readonly council: string;
  readonly rules: Rules;
  readonly ledger: AuditReport;
}

interface Asked {
  readonly file: string;
  readonly outcome: string;
  readonly policies?: string | undefined;
}

/**
 * Reads a decision in its clone and everything that it is about, and compares them: file, packet, release, seal.
 * Throws `WrongArgument` for what the caller named wrongly, `Unsignable` where the clone does not bear it out.
 */
export async function questionOf({ file, outcome, policies }: Asked): Promise<Question> {
  const place = placeOf(file);
  const clone = resolve(file, '../../..');
  const bytes = await namedFile(file, LARGEST_BYTES);
  const decision = requireRead(readDecision(decisionPath(place), bytes));
  requireProposed(decision, place);
  const { report, links } = await readClone(clone, { policies, witnesses: [] });
  requireWhole(report);
  const release = releaseFor(place, decision.manifest, report, links);
  const { packet } = decision;
  const proof = provePacket((await readDiskFolder(join(clone, 'packets', packet))).folder);
  const digest = proof.valid ? proof.facts.revision_digest : proof.digest;
  if (!proof.valid || digest !== release.digest)
    throw new Unsignable(
      'packet-digest-mismatch',
      `packets/${packet} as released, ${release.digest}`,
      digest ?? 'none',
    );
  const checkout = await rulesFor(policies, clone);
  const loaded = loadRules(checkout.files, checkout.codeowners);
  if (!loaded.ok) throw new WrongArgument(`expected policies that load in ${checkout.from}, seen others`);
  const option = optionOf(outcome, proof.facts);
  const named: Outcome = option === null ? { verdict: 'reject' } : { verdict: 'approve', option: option.id };
  await requireCommitted(clone, place, bytes);
  const { manifest } = decision;
  const sign = { ...place, repository: release.repository, file: sha256(bytes), manifest, outcome: named };
  const { council } = release;
  return { clone, sign, decision, packet: proof.facts, option, council, rules: loaded.rules, ledger: report };
}

function placeOf(file: string): DecisionPlace {
  const folder = dirname(resolve(file));
  const place = decisionAt(basename(folder), basename(file));
  if (place !== null && basename(dirname(folder)) === DECISIONS) return place;
  const hint = '`gh pr checkout <number>` brings it into a clone of the governance repository';
  throw new WrongArgument(`expected a file like decisions/bpe-2026-014/r2-d1.yaml, seen \`${file}\`\nhint: ${hint}`);
}

function requireProposed(decision: Decision, place: DecisionPlace): void {
  const written = decisionId(placeNamed(decision));
  if (written !== decisionId(place)) throw new Unsignable('decision-invalid', `decision ${decisionId(place)}`, written);
  const { status } = decision;
  if (status !== 'proposed') throw new Unsignable('decision-draft', '`status: proposed`', `\`status: ${status}\``);
}

/** What was edited here and not committed is at no head: a signature over it would be over nothing that is proposed. */
async function requireCommitted(clone: string, place: DecisionPlace, bytes: Uint8Array): Promise<void> {
  const committed = await fileAt(clone, 'HEAD', decisionPath(place), LARGEST_BYTES);
  if (committed === null || !committed.equals(bytes))
    throw new Unsignable(
      'decision-invalid',
      `${decisionPath(place)} as the commit that is checked out has it`,
      'another',
    );
}

/** Throws `Unsignable` for a ledger that is not whole, and otherwise where that could not be told. */
function requireWhole(report: AuditReport): void {
  const verdict = verdictOf(report);
  if (verdict === 'wrong')
    throw new Unsignable('ledger-broken', 'a ledger that is whole', `another\n${doubtText(report)}`);
  if (verdict === 'undecided') throw new Error(doubtText(report));
}

interface Release {
  readonly repository: number;
  readonly council: string;
  readonly digest: Digest;
}

/** The release that the decision is about, of a ledger that is whole. What is over cannot be signed any more. */
function releaseFor(place: DecisionPlace, manifest: Digest, report: AuditReport, links: readonly Link[]): Release {
  const { packet, revision } = place;
  const facts = addEntries(NO_FACTS, links);
  const release = releaseOf(facts, packet, revision);
  const what = `${packet} revision ${revision}`;
  if (release === undefined) throw new Unsignable('packet-unreleased', `a release of ${what}`, 'none in the ledger');
  const { withdrawnBy, supersededBy, council, digests } = release;
  if (withdrawnBy !== null) throw new Unsignable('packet-withdrawn', `${what}, released`, `${what}, withdrawn`);
  if (supersededBy !== null)
    throw new Unsignable('packet-superseded', `${what}, the last release`, `revision ${supersededBy.revision}`);
  const concluded = facts.decisions.get(decisionId(place))?.concluded ?? null;
  if (concluded !== null)
    throw new Unsignable('decision-final', 'a decision that is open', `entry ${concluded.entry}, which concluded it`);
  const statement = sealedManifest(release, facts) ?? 'none';
  if (statement !== manifest) throw new Unsignable('manifest-unknown', `\`manifest: ${statement}\``, manifest);
  return { repository: report.repository ?? 0, council, digest: digests.revision };
}

function optionOf(outcome: string, { options }: PacketFacts): OptionFacts | null {
  if (outcome === 'reject') return null;
  const option = options.find(({ id }) => id === outcome);
  if (option !== undefined) return option;
  const known = outcomesOf(options).join(', ');
  throw new WrongArgument(`expected an outcome of the packet, seen \`${outcome}\`\nhint: the outcomes are ${known}`);
}
