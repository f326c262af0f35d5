import type { Link } from '../ledger/chain.ts';
import type { Kind } from '../ledger/entry.ts';
import type { PacketFacts, RevisionFacts } from '../ledger/facts/packet.ts';
import { addEntries, NO_FACTS } from '../ledger/facts.ts';
import { sentence } from '../ledger/headline.ts';
import type { Instant } from '../time/instant.ts';
import { entriesAbout } from './history/about.ts';
import { alike } from './history/alike.ts';
import { after, detailsOf, type SoFar } from './history/tellings.ts';
import type { Names } from './names.ts';

/** The whole story of a packet, as far as a ledger knows it. */
export interface History {
  readonly packet: string;
  readonly council: string | null;
  readonly revisions: readonly RevisionFacts[];
  /** In the order of the ledger. */
  readonly events: readonly PacketEvent[];
}

export interface PacketEvent {
  readonly entry: number;
  readonly at: Instant;
  readonly kind: Kind;
  readonly says: string;
  readonly details: readonly string[];
}

/** A ledger that was read, to be asked for stories. */
export interface Stories {
  /** The story of this packet, or the ids that look like it where there is no such packet. */
  tell(packet: string, names: Names): History | { readonly alike: readonly string[] };
  councilOf(packet: string): string | null;
}

/** Reads the entries of a whole ledger, which begin with entry 0. Pure. */
export function storiesIn(links: readonly Link[]): Stories {
  const { packets } = addEntries(NO_FACTS, links);
  return {
    tell: (packet, names) => {
      const facts = packets.get(packet);
      return facts === undefined ? { alike: alike(packet, packets.keys()) } : historyOf(facts, links, names);
    },
    councilOf: (packet) => packets.get(packet)?.council ?? null,
  };
}

function historyOf({ id, council, revisions }: PacketFacts, links: readonly Link[], names: Names): History {
  const events: PacketEvent[] = [];
  let soFar: SoFar = { names, shown: null, byHead: new Map(), byDigest: new Map(), approved: null };
  for (const entry of entriesAbout(id, council, links)) {
    const { number, at, kind } = entry;
    events.push({ entry: number, at, kind, says: sentence(entry, names), details: detailsOf(entry, soFar) });
    soFar = after(soFar, entry);
  }
  const numbered = [...revisions.values()].sort((a, b) => a.revision - b.revision);
  return { packet: id, council, revisions: numbered, events };
}
