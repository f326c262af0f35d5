import { councilOf } from '../council/branch.ts';
import type { Link } from '../ledger/chain.ts';
import type { Entry, EntryOf, Kind } from '../ledger/entry.ts';

/** One revision of a packet. */
export interface Revision {
  readonly packet: string;
  readonly revision: number;
}

/** The entries of a ledger, found by number, by kind, and by the revision that they are about. */
export class Entries {
  readonly #links: ReadonlyMap<number, Link>;
  readonly #revisions = new Map<string, Entry[]>();
  readonly #councils = new Map<string, string>();

  constructor(links: readonly Link[]) {
    this.#links = new Map(links.map((link) => [link.entry.number, link]));
    const branches = new Map<string, string>();
    for (const { entry } of links) {
      const about = revisionOf(entry);
      if (about !== null) append(this.#revisions, keyOf(about), entry);
      if (entry.kind === 'terms-shown') setFirst(this.#councils, entry.body.terms.packet, entry.body.terms.council);
      const branch = entry.kind === 'head-seen' ? councilOf(entry.body.base) : null;
      if (entry.kind === 'head-seen' && entry.body.packet !== null && branch !== null)
        setFirst(branches, entry.body.packet, branch);
    }
    for (const [packet, council] of branches) setFirst(this.#councils, packet, council);
  }

  link(number: number): Link | undefined {
    return this.#links.get(number);
  }

  /** All of a kind, in order. */
  of<const K extends Kind>(...kinds: readonly K[]): EntryOf<K>[] {
    return [...this.#links.values()].map(({ entry }) => entry).filter(isOf(kinds));
  }

  /** Those of a kind that are about this revision, in order. */
  about<const K extends Kind>(revision: Revision, ...kinds: readonly K[]): EntryOf<K>[] {
    return (this.#revisions.get(keyOf(revision)) ?? []).filter(isOf(kinds));
  }

  /** The council of a packet: of the first terms that were shown, else of the branch that it was first proposed to. */
  councilOf(packet: string): string | null {
    return this.#councils.get(packet) ?? null;
  }

  /** Every council that an entry names. */
  get councils(): readonly string[] {
    const seen = this.of('council-seen').map(({ body }) => body.council);
    return [...new Set([...seen, ...this.#councils.values()])].sort();
  }
}

function revisionOf({ kind, body }: Entry): Revision | null {
  if (kind === 'terms-shown') return body.terms;
  if (!('packet' in body && 'revision' in body)) return null;
  return body.packet === null || body.revision === null ? null : { packet: body.packet, revision: body.revision };
}

function keyOf({ packet, revision }: Revision): string {
  return `${packet} r${revision}`;
}

function isOf<K extends Kind>(kinds: readonly K[]) {
  return (entry: Entry): entry is EntryOf<K> => kinds.some((kind) => kind === entry.kind);
}

function append<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function setFirst<V>(map: Map<string, V>, key: string, value: V): void {
  if (!map.has(key)) map.set(key, value);
}
