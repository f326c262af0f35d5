import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { doubtText, verdictOf } from '../audit/report.ts';
import type { Rulebook } from '../audit/rulebook.ts';
import { readClone } from '../audit/verify.ts';
import { WrongArgument } from '../audit/wrong-argument.ts';
import { branchOf } from '../council/branch.ts';
import { type Council, readCouncil } from '../council/council.ts';
import { STATUSES, scopeFor } from '../decision/decision.ts';
import { decisionId } from '../decision/place.ts';
import { type Proposal, proposalFile } from '../decision/proposal.ts';
import type { Code } from '../finding/code.ts';
import { alike } from '../insight/history/alike.ts';
import type { ReleaseFacts } from '../ledger/facts/release.ts';
import { sealedManifest } from '../ledger/facts/releases.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from '../ledger/facts.ts';
import { personNamed, readPeople } from '../people/people.ts';
import { visible } from '../report/markdown.ts';
import { harmless } from '../report/workflow-command.ts';
import { nextNumber } from '../verify/decision-record.ts';
import { unknownPacket } from './named-in-ledger.ts';

/** What the caller says of the decision; all else follows from ledger and policies. */
export interface Proposing {
  readonly revision?: string;
  readonly status: string;
  readonly rationale: string;
  readonly requester?: string;
  /** An agent will open the pull request. */
  readonly agent: boolean;
  readonly policies?: string;
}

/**
 * Writes the file of a decision into a clone and gives the exit code. Nothing is written from a ledger that is not
 * whole, and nothing over what is there. Throws `WrongArgument` for what the caller named wrongly, a verdict first.
 */
export async function decisionPropose(
  packet: string,
  clone: string,
  given: Proposing,
  say: (line: string) => void,
): Promise<number> {
  const status = statusOf(given.status);
  const { report, links, rules } = await readClone(clone, { policies: given.policies, witnesses: [] });
  const verdict = verdictOf(report);
  if (verdict !== 'whole') {
    say(doubtText(report));
    return verdict === 'wrong' ? 1 : 3;
  }
  const facts = addEntries(NO_FACTS, links);
  if (!facts.packets.has(packet)) {
    for (const line of unknownPacket(packet, alike(packet, facts.packets.keys()), verdict)) say(harmless(line));
    return 1;
  }
  const found = releaseNamed(packet, given.revision, facts);
  if ('refused' in found) {
    say(`${found.refused}: ${found.why}\nhint: ${found.hint}`);
    return 1;
  }
  const { release, manifest } = found;
  const { revision } = release;
  const proposal: Proposal = {
    packet,
    revision,
    number: nextNumber({ packet, revision }, facts),
    status,
    author_kind: given.agent ? 'automated_agent' : 'person',
    scope: scopeFor((await councilNamed(release.council, rules)).scope),
    manifest,
    requester: await requesterOf(given, rules),
    rationale: given.rationale,
  };
  await write(clone, proposal);
  const branch = branchOf(release.council);
  say(`wrote decisions/${decisionId(proposal)}.yaml, to be decided before ${release.review_window.closes}`);
  say(`open a pull request against ${branch}, from a branch that begins there, with this file and nothing else`);
  const others = facts.decisions.get(decisionId(proposal))?.pulls ?? [];
  if (others.length > 0)
    say(
      `note: ${others.map((pull) => `#${pull}`).join(', ')} brought this decision before; only the oldest open one stands`,
    );
  return 0;
}

function statusOf(text: string): Proposal['status'] {
  const status = STATUSES.find((one) => one === text);
  if (status !== undefined) return status;
  const seen = visible(text).slice(0, 60);
  const hint = 'people sign in reviews of the pull request, and nothing else concludes';
  throw new WrongArgument(
    `verdict-not-permitted: expected one of ${STATUSES.join(', ')} as \`--status\`, seen \`${seen}\`\nhint: ${hint}`,
  );
}

type Found =
  | { readonly release: ReleaseFacts; readonly manifest: Proposal['manifest'] }
  | { readonly refused: Code; readonly why: string; readonly hint: string };

/** The release of this revision, or the last; only while there is something to decide about it. */
function releaseNamed(packet: string, revision: string | undefined, facts: LedgerFacts): Found {
  const all = [...facts.releases.values()].filter((release) => release.packet === packet);
  const release =
    revision === undefined ? all.at(-1) : all.find((one) => String(one.revision) === revision.replace(/^r/, ''));
  const hint = `\`countersign packet history ${packet}\` tells what was released`;
  const what = revision === undefined ? packet : `revision ${visible(revision).slice(0, 20)} of ${packet}`;
  if (release === undefined) return { refused: 'packet-unreleased', why: `${what} was not released`, hint };
  if (release.withdrawnBy !== null)
    return { refused: 'packet-withdrawn', why: `${what} was withdrawn by entry ${release.withdrawnBy.number}`, hint };
  if (release.supersededBy !== null) {
    const why = `revision ${release.supersededBy.revision} was released since, by entry ${release.supersededBy.number}`;
    return { refused: 'packet-superseded', why, hint };
  }
  const manifest = sealedManifest(release, facts);
  const why = `entry ${release.seal} is no seal of ${what}`;
  return manifest === null ? { refused: 'manifest-missing', why, hint } : { release, manifest };
}

async function councilNamed(council: string, rules: Rulebook): Promise<Council> {
  const path = `councils/${council}.yaml`;
  const bytes = await rules.read(path);
  const read = bytes === null ? null : readCouncil(path, bytes);
  if (read?.ok) return read.value;
  const why = read === null ? 'none' : (read.problems[0]?.message ?? 'another file');
  throw new WrongArgument(
    `expected the policy of council ${council} in policies/${path}, seen ${why}\nhint: ${POLICIES}`,
  );
}

const POLICIES = '`--policies <dir>` names the policies by which it is proposed';

/** A key that nobody has could sign nothing away, and would hold the decision. */
async function requesterOf({ requester, agent }: Proposing, rules: Rulebook): Promise<string | null> {
  if (requester === undefined) {
    if (!agent) return null;
    throw new WrongArgument(
      'expected `--requester`, since an agent opens it, seen none\nhint: name the person who asks',
    );
  }
  const bytes = await rules.read('people.yaml');
  const people = bytes === null ? null : readPeople('people.yaml', bytes);
  if (people?.ok && personNamed(people.value, requester) !== undefined) return requester;
  throw new WrongArgument(
    `expected a person of policies/people.yaml as \`--requester\`, seen \`${visible(requester).slice(0, 60)}\`\nhint: ${POLICIES}`,
  );
}

async function write(clone: string, proposal: Proposal): Promise<void> {
  const file = proposalFile(proposal);
  if (!file.ok) {
    const said = file.problems.map(({ code, message, hint }) => `${code}: ${message}\nhint: ${hint}`);
    throw new WrongArgument(said.join('\n'));
  }
  const path = join(clone, file.path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.text, { flag: 'wx' });
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'EEXIST' ? 'it is there already' : String(error);
    throw new WrongArgument(`${file.path} was not written: ${why}\nhint: remove what stands there, or edit it`);
  }
}
