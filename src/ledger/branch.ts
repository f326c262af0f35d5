import { type Chain, checkEnd, type File, follow, type Heads, type Link, readHeads } from './chain.ts';
import { ENTRY_LIMIT, type Fault } from './entry.ts';
import { blobs, git } from './git.ts';
import { type KeyRange, NOTE_LIMIT } from './note.ts';
import { broken, type Problem } from './problem.ts';

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
 * something is wrong later, what `take` was given before must be forgotten. The newest head alone vouches for all
 * before it; who asks every one also learns who signed when. Throws `GitFailed` when git cannot read.
 */
export async function advance(
  dir: string,
  tip: string,
  from: Position | null,
  keys: readonly KeyRange[],
  take: (links: readonly Link[]) => void,
  ask: 'every head' | 'the newest head' = 'every head',
): Promise<Advance | { readonly problem: Problem }> {
  if (from?.commit === tip) return { position: from, heads: readHeads(from.chain, [], keys), claims: [] };
  const commits = await commitsSince(dir, tip, from);
  if ('problem' in commits) return commits;
  const added = await addedSince(dir, tip, from);
  if ('problem' in added) return added;
  const asked = ask === 'every head' ? commits.oids : commits.oids.slice(-1);
  const heads = readHeads(from?.chain ?? null, await notesOf(dir, asked), keys);

  let chain = from?.chain ?? null;
  for await (const files of entriesOf(dir, added.entries)) {
    if ('problem' in files) return files;
    const followed = follow(chain, files, heads);
    if ('problem' in followed) return followed;
    chain = followed.chain;
    take(followed.links);
  }
  const end = checkEnd(chain, heads);
  return 'problem' in end ? end : { position: { commit: tip, chain: end.chain }, heads, claims: added.claims };
}

/** The commits since the position, oldest first. Each has one parent: the one before. */
async function commitsSince(
  dir: string,
  tip: string,
  from: Position | null,
): Promise<{ readonly oids: readonly string[] } | { readonly problem: Problem }> {
  if (from !== null && !(await isThere(dir, from.commit))) {
    return rewritten(tip, `a commit that follows ${from.commit}`, 'a history without it');
  }
  const range = from === null ? [tip] : [tip, `^${from.commit}`];
  const printed = await git(dir, ['rev-list', '--reverse', '--topo-order', '--parents', ...range]);
  const commits = printed
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  let before = from?.commit;
  for (const [oid = '', ...parents] of commits) {
    if (parents.length > 1 || parents[0] !== before) {
      return rewritten(
        oid,
        before ? `the commit after ${before}` : 'a first commit without parent',
        `parents ${parents.join(' ') || 'none'}`,
      );
    }
    before = oid;
  }
  // Nothing after the position: the branch was moved back, or to where it has nothing of ours.
  if (before !== tip) return rewritten(tip, `a commit that follows ${before}`, 'one that does not');
  return { oids: commits.map(([oid = '']) => oid) };
}

async function isThere(dir: string, commit: string): Promise<boolean> {
  for await (const blob of blobs(dir, [commit], 0)) return blob !== null;
  return false;
}

const ENTRY = /^entries\/\d{4}\/\d{8}\.json$/;
const CLAIMS = /^claims\/[0-9a-f]{64}\.json$/;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The entries and claims that stand in the tip's tree and not in the position's. Nothing else may differ, but `head`. */
async function addedSince(
  dir: string,
  tip: string,
  from: Position | null,
): Promise<{ readonly entries: readonly Added[]; readonly claims: readonly string[] } | { readonly problem: Problem }> {
  const range = [from?.commit ?? EMPTY_TREE, tip];
  const printed = await git(dir, ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', ...range]);
  const fields = printed.toString().split('\0');
  const entries: Added[] = [];
  const claims: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [path = '', [, mode, , oid = '', status] = []] = [fields[index + 1], fields[index]?.split(' ')];
    const added = mode === '100644' && status === 'A';
    if (added && ENTRY.test(path)) entries.push({ path, oid });
    else if (added && CLAIMS.test(path)) claims.push(path);
    else if (path !== 'head' || mode !== '100644') return changed(path, `${status} with mode ${mode}`);
  }
  return { entries, claims };
}
interface Added {
  readonly path: string;
  readonly oid: string;
}

/** The file `head` of each commit; empty where there is none, which no signed note is. */
async function notesOf(dir: string, commits: readonly string[]): Promise<File[]> {
  const paths = commits.map((oid) => `${oid}:head`);
  const files: File[] = [];
  for await (const blob of blobs(dir, paths, NOTE_LIMIT)) {
    files.push({ path: paths[files.length] ?? 'head', bytes: blob?.bytes ?? new Uint8Array() });
  }
  return files;
}

const TOGETHER = 2000;

/** The files of the entries, in the order of git's tree, which is that of their numbers. */
async function* entriesOf(
  dir: string,
  entries: readonly Added[],
): AsyncGenerator<File[] | { readonly problem: Problem }> {
  const oids = entries.map(({ oid }) => oid);
  let files: File[] = [];
  let index = 0;
  for await (const blob of blobs(dir, oids, ENTRY_LIMIT)) {
    const path = entries[index]?.path ?? '';
    index += 1;
    if (blob?.bytes) files.push({ path, bytes: blob.bytes });
    const wrong = blob?.bytes ? null : tooLarge(path, blob?.size ?? 0);
    if (files.length === TOGETHER || index === entries.length || wrong) {
      yield files;
      files = [];
    }
    if (wrong) yield wrong;
  }
}

function tooLarge(path: string, size: number): { readonly problem: Problem } {
  return broken(numberIn(path), path, fault(`at most ${ENTRY_LIMIT} bytes`, `${size} bytes`));
}

function changed(path: string, seen: string): { readonly problem: Problem } {
  return broken(
    ENTRY.test(path) ? numberIn(path) : null,
    path,
    fault('nothing but new entries and claims, and the head', seen),
  );
}

function rewritten(commit: string, expected: string, seen: string): { readonly problem: Problem } {
  return broken(null, commit, fault(expected, seen));
}

function numberIn(path: string): number {
  return Number(path.slice(-'00000000.json'.length, -'.json'.length));
}

function fault(expected: string, seen: string): Fault {
  return { expected, seen, hint: 'docs/ledger.md says how a broken ledger is mended' };
}
