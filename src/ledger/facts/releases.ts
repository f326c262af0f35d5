import type { Digest } from '../../digest/digest.ts';
import { compareInstants } from '../../time/instant.ts';
import type { Link } from '../chain.ts';
import type { Entry } from '../entry.ts';
import type { PacketFacts } from './packet.ts';
import type { PullFacts } from './pull.ts';
import { dueAt, newRelease, type ReleaseFacts, releaseAfter, untold } from './release.ts';

/** Releases by the number of their entry, and those of which somebody is still to be told. */
export interface Releases {
  readonly releases: ReadonlyMap<number, ReleaseFacts>;
  readonly untold: ReadonlySet<number>;
}

interface Tables {
  readonly pulls: ReadonlyMap<number, PullFacts>;
  readonly packets: ReadonlyMap<string, PacketFacts>;
  readonly releases: Map<number, ReleaseFacts>;
  readonly untold: Set<number>;
}

/** Enters what an entry says of releases; what names none changes nothing, and an auditor names it. */
export function enterRelease(tables: Tables, link: Link): void {
  const { entry } = link;
  const { releases, untold: open } = tables;
  const put = (release: ReleaseFacts) => {
    releases.set(release.entry.number, release);
    if (untold(release).length > 0) open.add(release.entry.number);
    else open.delete(release.entry.number);
  };
  for (const number of concerned(tables, entry)) {
    const release = releases.get(number);
    if (release !== undefined) put(releaseAfter(release, link));
  }
  if (entry.kind === 'released') put(newRelease({ entry, hash: link.hash }));
}

/** The release of a revision; undefined where it was not released. */
export function releaseOf(
  { releases }: Pick<Releases, 'releases'>,
  packet: string,
  revision: number,
): ReleaseFacts | undefined {
  return releases.values().find((release) => release.packet === packet && release.revision === revision);
}

/** The manifest that was sealed for a release, by the entry that it names; null where that holds no seal. */
export function sealedManifest(
  { pull, seal }: ReleaseFacts,
  { pulls }: { readonly pulls: ReadonlyMap<number, PullFacts> },
): Digest | null {
  const sealed = pulls.get(pull)?.effects.find(({ outcome }) => outcome?.number === seal)?.outcome?.body;
  return sealed?.effect === 'seal' && sealed.result === 'done' ? sealed.statement : null;
}

/** The instant at which somebody is next to be told; null when everybody was. */
export function nextNotice({ releases, untold: open }: Releases): string | null {
  const instants = [...open].flatMap((number) => {
    const release = releases.get(number);
    return release === undefined ? [] : untold(release).map((notice) => dueAt(release, notice));
  });
  return instants.sort(compareInstants)[0] ?? null;
}

/** The releases that an entry says something about. */
function concerned({ pulls, packets }: Tables, entry: Entry): readonly number[] {
  switch (entry.kind) {
    case 'sent':
    case 'unsent':
    case 'dead-letter':
      return [entry.body.release];
    case 'withdrawn':
      return [pulls.get(entry.body.pull)?.released ?? []].flat();
    case 'released': {
      const carried = packets.get(entry.body.packet)?.pulls ?? [];
      const released = carried.flatMap((pull) => pulls.get(pull)?.released ?? []);
      return released.filter((number) => number !== entry.number);
    }
    default:
      return [];
  }
}
