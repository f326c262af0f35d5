import { type Chain, checkEnd, type File, follow, type Heads, type Link, readHeads } from './chain.ts';
import { type Blob, blobs } from './git.ts';
import { addedSince, commitsSince } from './history.ts';
import type { KeyRange } from './note.ts';
import type { Problem } from './problem.ts';

/** A commit of the branch `ledger` up to which everything was verified. */
export interface Position {
  readonly commit: string;
  readonly chain: Chain;
}

/** What a reader came to know of the commits between two positions. */
export interface Advance {
  readonly position: Position;
  readonly heads: Heads;
  /** The files of claims that were added. */
  readonly claims: readonly string[];
}

/**
 * Reads what was added to a ledger since a position (null: all of it) up to the commit `tip`, both in the repository
 * `dir`, and verifies it: one line of commits, each with a signed head, that add entries and claims and change nothing
 * else. Entries are handed to `take` in order, some thousand at a time, after the chain up to them was verified; if
 * something is wrong later, only what a signed head vouches for is worth anything of what `take` was given: `heads` says
 * so, where the commits could be read that far. The newest head alone vouches for all before it; who asks every one also
 * learns who signed when. Throws `GitFailed` when git cannot read.
 */
export async function advance(
  dir: string,
  tip: string,
  from: Position | null,
  keys: readonly KeyRange[],
  take: (links: readonly Link[]) => void,
  ask: 'every head' | 'the newest head' = 'every head',
): Promise<Advance | { readonly problem: Problem; readonly heads?: Heads }> {
  if (from?.commit === tip) return { position: from, heads: readHeads(from.chain, [], keys), claims: [] };
  const line = await commitsSince(dir, tip, from?.commit ?? null);
  if ('problem' in line) return line;
  const added = await addedSince(dir, tip, from?.commit ?? null);
  if ('problem' in added) return added;
  const commits = ask === 'every head' ? line.oids : line.oids.slice(-1);
  const notes = commits.map((oid) => `${oid}:head`);
  const objects = blobs(dir, [...notes, ...added.entries.map(({ oid }) => oid)], LARGEST);
  try {
    const heads = readHeads(from?.chain ?? null, await filesOf(objects, notes), keys);
    let chain = from?.chain ?? null;
    for (let next = 0; next < added.entries.length; next += TOGETHER) {
      const paths = added.entries.slice(next, next + TOGETHER).map(({ path }) => path);
      const followed = follow(chain, await filesOf(objects, paths), heads);
      take(followed.links);
      if ('problem' in followed) return { problem: followed.problem, heads };
      chain = followed.chain;
    }
    const end = checkEnd(chain, heads);
    return 'problem' in end
      ? { ...end, heads }
      : { position: { commit: tip, chain: end.chain }, heads, claims: added.claims };
  } finally {
    await objects.return(undefined);
  }
}

/** Entries that are read and verified before the next are read. */
const TOGETHER = 2000;
/** Of a larger object nothing is read: it is neither an entry nor a head. */
const LARGEST = 1024 * 1024;

/** The next objects as files. One that is not there, or too large, has no bytes, which no reader takes. */
async function filesOf(objects: AsyncGenerator<Blob>, paths: readonly string[]): Promise<File[]> {
  const files: File[] = [];
  for (const path of paths) {
    const { value } = await objects.next();
    files.push({ path, bytes: value?.bytes ?? new Uint8Array() });
  }
  return files;
}
