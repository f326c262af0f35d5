import { advance, type Position } from '../ledger/branch.ts';
import { type Link, vouchedFor } from '../ledger/chain.ts';
import { ENTRY_LIMIT, entryHash, entryPath, parseEntry } from '../ledger/entry.ts';
import { blobs } from '../ledger/git.ts';
import type { Head } from '../ledger/note.ts';
import type { Problem } from '../ledger/problem.ts';
import { type Seam, seams } from '../ledger/seam.ts';
import type { Ground } from './ground.ts';
import { type Lookup, namedBy } from './references.ts';

/** The entries that an audit has to look at: those whose chain holds, from where the last audit ended. */
export interface Run {
  readonly links: readonly Link[];
  /** Those entries and the ones that they name, by number. */
  readonly lookup: Lookup;
  readonly repository: number | null;
  readonly head: Head | null;
  /** Where the chain breaks; null when it holds to its end. */
  readonly problem: Problem | null;
  readonly seams: readonly Seam[];
}

/** Follows the chain of a clone. Throws `GitFailed` when git cannot read it. */
export async function follow({ dir, ledger, keys, ask, earlier }: Ground): Promise<Run> {
  const from = earlier === null ? null : positionOf(earlier);
  const taken: Link[] = [];
  const take = (more: readonly Link[]) => void taken.push(...more);
  const advanced = await advance(dir, ledger.commit, from, keys, take, ask);
  const links = 'problem' in advanced && advanced.heads ? vouchedFor(taken, advanced.heads) : taken;
  const last = links.at(-1);
  return {
    links,
    lookup: await lookupFor(links, dir, ledger.commit),
    repository: from?.chain.repository ?? repositoryOf(links),
    head: last === undefined ? (from?.chain.head ?? null) : { number: last.entry.number, hash: last.hash },
    problem: 'problem' in advanced ? advanced.problem : null,
    seams: [...(earlier?.seams ?? []), ...('problem' in advanced ? [] : seams(keys, advanced.heads))],
  };
}

function positionOf({ commit, repository, number, hash }: NonNullable<Ground['earlier']>): Position {
  return { commit, chain: { repository, head: { number, hash } } };
}

function repositoryOf([first]: readonly Link[]): number | null {
  return first?.entry.kind === 'genesis' ? first.entry.body.repository : null;
}

/** Entries that are named but not in the run were verified by an earlier audit, and nothing has changed them since. */
async function lookupFor(links: readonly Link[], dir: string, commit: string): Promise<Lookup> {
  const lookup = new Map(links.map((link) => [link.entry.number, link]));
  const asked = new Set(lookup.keys());
  // What is named names others in turn, such as a conclusion its seal, and that its intent.
  for (let named = links; named.length > 0; ) {
    const absent = new Set(named.flatMap(({ entry }) => namedBy(entry)).filter((number) => !asked.has(number)));
    for (const number of absent) asked.add(number);
    named = await linksAt([...absent], dir, commit);
    for (const link of named) lookup.set(link.entry.number, link);
  }
  return lookup;
}

async function linksAt(numbers: readonly number[], dir: string, commit: string): Promise<Link[]> {
  const links: Link[] = [];
  const wanted = numbers.values();
  const names = numbers.map((number) => `${commit}:${entryPath(number)}`);
  for await (const blob of blobs(dir, names, ENTRY_LIMIT)) {
    const number = wanted.next().value;
    const parsed = blob?.bytes ? parseEntry(blob.bytes) : null;
    if (blob?.bytes && parsed !== null && 'entry' in parsed && parsed.entry.number === number)
      links.push({ entry: parsed.entry, hash: entryHash(blob.bytes) });
  }
  return links;
}
