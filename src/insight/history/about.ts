import type { Link } from '../../ledger/chain.ts';
import type { Entry, EntryOf } from '../../ledger/entry.ts';
import { pullOf } from '../../ledger/facts/pull.ts';

/**
 * The entries that belong to the story of a packet: those that name it, or a pull request while it carried the packet,
 * or an issue that delivered it; and the incidents that kept its council from going on while it was under way.
 */
export function entriesAbout(packet: string, council: string | null, links: readonly Link[]): Entry[] {
  const carried = new Set<number>();
  const delivered = new Set<string>();
  const incidents = new Set<number>();
  const own = links.flatMap(({ entry }): Entry[] => {
    const named = packetNamed(entry);
    const pull = pullOf(entry);
    const carries = entry.kind === 'head-seen' ? carriedBy(entry) : null;
    if (pull !== null && carries !== null) {
      if (carries === packet) carried.add(pull);
      else carried.delete(pull);
    }
    if (entry.kind === 'released' && named === packet)
      for (const { repository, issue } of entry.body.deliveries) delivered.add(`${repository} ${issue}`);
    const concerns =
      named === packet || (named === null && ((pull !== null && carried.has(pull)) || isOn(entry, delivered)));
    return concerns ? [entry] : [];
  });
  const [first, last] = [own[0]?.number ?? 0, own.at(-1)?.number ?? 0];
  const lifted = new Map(
    links.flatMap(({ entry }) => (entry.kind === 'lifted' ? [[entry.body.incident, entry.number] as const] : [])),
  );
  const around = links.flatMap(({ entry }): Entry[] => {
    if (entry.kind === 'incident') {
      const open = entry.number < last && (lifted.get(entry.number) ?? last) > first;
      if (names(entry, packet) || (open && isOf(entry, council))) incidents.add(entry.number);
      return incidents.has(entry.number) ? [entry] : [];
    }
    const about = entry.kind === 'alarmed' || entry.kind === 'lifted' ? entry.body.incident : null;
    return about !== null && incidents.has(about) ? [entry] : [];
  });
  return [...own, ...around].sort((a, b) => a.number - b.number);
}

/** The packet that a head brings, or about which it brings a decision. */
function carriedBy({ body: { packet, decision } }: EntryOf<'head-seen'>): string | null {
  return packet ?? decision?.split('/')[0] ?? null;
}

function packetNamed({ kind, body }: Entry): string | null {
  if (kind === 'terms-shown') return body.terms.packet;
  return 'packet' in body ? body.packet : null;
}

function isOn({ body }: Entry, issues: ReadonlySet<string>): boolean {
  if (!('issue' in body) || body.issue === null || typeof body.issue === 'number') return false;
  return issues.has(`${body.issue.repository} ${body.issue.number}`);
}

function isOf({ body }: EntryOf<'incident'>, council: string | null): boolean {
  return body.council === null || body.council === council;
}

/** Its packets turn up elsewhere long after their release. */
function names({ body }: EntryOf<'incident'>, packet: string): boolean {
  return [body.key, body.what, body.where].some((text) => text.split(/[^a-z0-9-]+/).includes(packet));
}
