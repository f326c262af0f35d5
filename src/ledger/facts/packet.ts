import type { Digest } from '../../digest/digest.ts';
import type { Code } from '../../finding/code.ts';
import type { Body, Draft, Entry } from '../entry.ts';

/** What the ledger knows of a packet, whichever pull requests carried it. */
export interface PacketFacts {
  readonly id: string;
  /** The council of the first terms that were shown: the packet belongs to it for ever. */
  readonly council: string | null;
  /** The pull requests that carried it, in the order in which they were seen. */
  readonly pulls: readonly number[];
  readonly revisions: ReadonlyMap<number, RevisionFacts>;
  readonly approvals: readonly ApprovalFacts[];
}
export interface RevisionFacts {
  readonly revision: number;
  readonly digest: Digest;
  /** `open` until an owner's approval counted; the last three are for ever. */
  readonly state: 'open' | 'approved' | 'superseded' | 'denied' | 'released';
  readonly pull: number;
  readonly head: string;
  /** The number of the entry that last said so. */
  readonly entry: number;
  /** Why it was denied. */
  readonly codes?: readonly Code[];
}
export interface ApprovalFacts extends Body<'approved'> {
  readonly entry: number;
  readonly at: string;
}

export function newPacket(id: string): PacketFacts {
  return { id, council: null, pulls: [], revisions: new Map(), approvals: [] };
}

/** The packet that an entry is about. */
export function packetOf(entry: Draft): string | null {
  switch (entry.kind) {
    // What was tried says nothing yet about the packet; what came of it has an entry of its own.
    case 'intent':
    case 'outcome':
    case 'seal-void':
      return null;
    case 'terms-shown':
      return entry.body.terms.packet;
    default:
      return 'packet' in entry.body ? entry.body.packet : null;
  }
}

/** A packet after an entry about it. */
export function packetAfter(packet: PacketFacts, entry: Entry): PacketFacts {
  const { number, at } = entry;
  switch (entry.kind) {
    case 'head-seen':
      return { ...packet, pulls: [...new Set([...packet.pulls, entry.body.pull])] };
    case 'terms-shown': {
      const { terms, pull, head } = entry.body;
      const shown = { revision: terms.revision, digest: terms.digests.revision, pull, head, entry: number };
      return { ...revise(packet, { ...shown, state: 'open' }), council: packet.council ?? terms.council };
    }
    case 'approved': {
      const { revision, digest, pull, head } = entry.body;
      const approvals = [...packet.approvals, { ...entry.body, entry: number, at }];
      return { ...revise(packet, { revision, digest, pull, head, entry: number, state: 'approved' }), approvals };
    }
    case 'denied': {
      const { revision, digest, pull, head, codes } = entry.body;
      if (revision === null || digest === null) return packet;
      // Other bytes under the same number are not that revision, and cannot end it.
      if ((packet.revisions.get(revision)?.digest ?? digest) !== digest) return packet;
      return revise(packet, { revision, digest, pull, head, entry: number, state: 'denied', codes });
    }
    case 'superseded': {
      const { revision, digest, by } = entry.body;
      const { pull, head } = packet.revisions.get(revision) ?? by;
      return revise(packet, { revision, digest, pull, head, entry: number, state: 'superseded' });
    }
    case 'released': {
      const { revision, digests, pull } = entry.body;
      const head = packet.revisions.get(revision)?.head ?? entry.body.merge;
      return revise(packet, { revision, digest: digests.revision, pull, head, entry: number, state: 'released' });
    }
    default:
      return packet;
  }
}

/** Later states take the place of earlier ones, never the other way, and an ended revision stays as it ended. */
const RANK = { open: 0, approved: 1, superseded: 2, denied: 2, released: 2 } as const;

function revise(packet: PacketFacts, next: RevisionFacts): PacketFacts {
  const before = packet.revisions.get(next.revision);
  if (before && (RANK[before.state] === 2 || RANK[before.state] > RANK[next.state])) return packet;
  return { ...packet, revisions: new Map(packet.revisions).set(next.revision, next) };
}
