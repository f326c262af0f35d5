import { groundOf } from '../../audit/ground.ts';
import { follow } from '../../audit/run.ts';
import { councilOf } from '../../council/branch.ts';
import { type Digest, digestOf } from '../../digest/digest.ts';
import { LARGEST_BYTES } from '../../document/document.ts';
import type { EvidenceState } from '../../evidence/state.ts';
import type { Link } from '../../ledger/chain.ts';
import { blobs, git } from '../../ledger/git.ts';
import { type Packet, readPacket } from '../../packet/packet.ts';
import type { Instant } from '../../time/instant.ts';
import { told } from './named.ts';

/** What the ledger last said of a piece of evidence, and where. */
export interface Recorded {
  readonly state: EvidenceState;
  readonly entry: number;
  readonly at: Instant;
}

/** The evidence that one packet cites, with what the ledger last recorded of it where there is one. */
export interface CitedBy {
  readonly packet: string;
  readonly branch: string | null;
  readonly evidence: readonly (Packet['evidence'][number] & { readonly recorded?: Recorded | null })[];
}

/**
 * What every packet on a council's branch cites, in the order of branches and packets, with what the ledger of the
 * clone last recorded. Of a ledger whose chain does not hold nothing is told but that.
 */
export async function citedInClone(
  dir: string,
): Promise<{ readonly packets: readonly CitedBy[]; readonly problems: readonly string[] }> {
  const run = await follow(await groundOf(dir, { witnesses: [] }));
  if (run.problem !== null)
    return {
      packets: [],
      problems: [
        `the ledger is not whole: expected ${run.problem.expected}, seen ${run.problem.seen}`,
        'hint: `countersign ledger verify`',
      ],
    };
  const recorded = recordedIn(run.links);
  const packets: CitedBy[] = [];
  const problems: string[] = [];
  for (const { ref, branch } of await councilBranches(dir)) {
    const paths = await packetFiles(dir, ref);
    let index = 0;
    for await (const blob of blobs(
      dir,
      paths.map((path) => `${ref}:${path}`),
      LARGEST_BYTES,
    )) {
      const path = paths[index++] ?? '';
      const read = readPacket(path, blob?.bytes ?? new Uint8Array());
      if (!read.ok) problems.push(...read.problems.map((problem) => `${branch}: ${told(problem)}`));
      else {
        const { id, evidence } = read.value;
        const known = (citation: object) => recorded.get(keyOf(id, digestOf(citation))) ?? null;
        packets.push({ packet: id, branch, evidence: evidence.map((one) => ({ ...one, recorded: known(one) })) });
      }
    }
  }
  return { packets, problems };
}

function recordedIn(links: readonly Link[]): ReadonlyMap<string, Recorded> {
  const recorded = new Map<string, Recorded>();
  for (const { entry } of links) {
    if (entry.kind !== 'evidence-seen') continue;
    const { packet, evidence } = entry.body;
    for (const { citation, state } of evidence)
      recorded.set(keyOf(packet, citation), { state, entry: entry.number, at: entry.at });
  }
  return recorded;
}

function keyOf(packet: string, citation: Digest): string {
  return `${packet} ${citation}`;
}

/** As fetched from `origin`, which goes before a local branch that anybody with the clone can move. */
async function councilBranches(dir: string): Promise<{ readonly ref: string; readonly branch: string }[]> {
  const printed = await git(dir, [
    'for-each-ref',
    '--format=%(refname)',
    'refs/heads/council/',
    'refs/remotes/origin/council/',
  ]);
  const refs = new Map<string, string>();
  for (const ref of printed.toString().split('\n').filter(Boolean)) {
    const branch = ref.replace(/^refs\/(?:heads|remotes\/origin)\//, '');
    if (councilOf(branch) !== null) refs.set(branch, ref);
  }
  return [...refs].map(([branch, ref]) => ({ ref, branch }));
}

async function packetFiles(dir: string, ref: string): Promise<string[]> {
  const printed = await git(dir, ['ls-tree', '-r', '-z', '--name-only', ref, '--', 'packets/']);
  const paths = printed.toString('utf8').split('\0');
  return paths.filter((path) => /^packets\/[^/\n]+\/packet\.yaml$/.test(path));
}
