import type { Digest } from '../digest/digest.ts';
import { type Draft, type Entry, entryBytes, entryHash, entryPath, parseEntry } from './entry.ts';
import { checkNote, type Head, type KeyRange, parseNote, verifierOf } from './note.ts';
import { broken, type Problem } from './problem.ts';

/** How far a ledger has been verified. */
export interface Chain {
  readonly repository: number;
  readonly head: Head;
}
/** An entry that follows from all before it, with the hash of its bytes. */
export interface Link {
  readonly entry: Entry;
  readonly hash: Digest;
}
/** A file of the branch, or with `<commit>:` before it of one of its commits. */
export interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Numbers the drafts and chains them to a head; null begins a ledger. Throws on a draft that no reader would take. */
export function extend(
  head: Head | null,
  drafts: readonly Draft[],
  at: string,
): { links: Link[]; files: File[]; head: Head } {
  const links: Link[] = [];
  const files: File[] = [];
  let last = head;
  for (const draft of drafts) {
    const number = last === null ? 0 : last.number + 1;
    if ((number === 0) !== (draft.kind === 'genesis'))
      throw new TypeError(`entry ${number} cannot be of kind ${draft.kind}`);
    const entry: Entry = { schema: 'governance.v1.LedgerEntry', number, previous: last?.hash ?? null, at, ...draft };
    const bytes = entryBytes(entry);
    last = { number, hash: entryHash(bytes) };
    links.push({ entry, hash: last.hash });
    files.push({ path: entryPath(number), bytes });
  }
  if (last === null || links.length === 0) throw new TypeError('an append has at least one entry');
  return { links, files, head: last };
}

/** What a run of signed heads says: which hash the last entry of each append has, and whose keys say so. */
export interface Heads {
  /** The number that the run begins with. */
  readonly from: number;
  readonly repository: number | null;
  readonly signed: ReadonlyMap<number, { readonly hash: Digest; readonly signers: readonly string[] }>;
  readonly last: Head | null;
  /** The first that is wrong; those after it were not read. */
  readonly problem: Problem | null;
}

/** Reads the signed heads of consecutive appends, oldest first: of one repository, each further than the one before. */
export function readHeads(chain: Chain | null, notes: readonly File[], keys: readonly KeyRange[]): Heads {
  const verifiers = keys.map(verifierOf);
  const signed = new Map<number, { hash: Digest; signers: readonly string[] }>();
  let repository = chain?.repository ?? null;
  let last = chain?.head ?? null;
  const from = last === null ? 0 : last.number + 1;
  const stop = (at: { readonly problem: Problem }): Heads => ({ from, repository, signed, last, ...at });
  for (const { path, bytes } of notes) {
    const next = last === null ? 0 : last.number + 1;
    const parsed = parseNote(bytes);
    if ('fault' in parsed) return stop(broken(next, path, parsed.fault));
    const { note } = parsed;
    repository ??= note.repository;
    if (note.repository !== repository)
      return stop(wrong(next, path, `repository ${repository}`, `${note.repository}`));
    if (note.head.number < next)
      return stop(wrong(next, path, `at least ${next} as the last entry`, `${note.head.number}`));
    const checked = checkNote(note, verifiers);
    if ('fault' in checked) return stop(broken(next, path, checked.fault));
    signed.set(note.head.number, { hash: note.head.hash, signers: checked.signers });
    last = note.head;
  }
  return { from, repository, signed, last, problem: null };
}

/** The chain as far as some entries bring it; the first of them that is wrong, and those that followed before it. */
export type Followed =
  | { readonly chain: Chain | null; readonly links: readonly Link[] }
  | { readonly problem: Problem; readonly links: readonly Link[] };

/** Follows the chain through the next entries, which come in the order of their numbers. */
export function follow(chain: Chain | null, files: Iterable<File>, heads: Heads): Followed {
  const links: Link[] = [];
  let next = chain;
  for (const file of files) {
    const step = followOne(next, file, heads);
    if ('problem' in step) return { ...step, links };
    next = step.chain;
    links.push(step.link);
  }
  return { chain: next, links };
}

/** Of entries of a chain that breaks after them, those for which a signed head vouches: the others anybody could write. */
export function vouchedFor(links: readonly Link[], { signed }: Heads): readonly Link[] {
  return links.slice(0, links.findLastIndex(({ entry }) => signed.has(entry.number)) + 1);
}

/** After the last entry: every head could be believed, and the newest speaks of exactly this entry. */
export function checkEnd(chain: Chain | null, heads: Heads): { readonly chain: Chain } | { readonly problem: Problem } {
  const next = chain === null ? 0 : chain.head.number + 1;
  const wanted = heads.last === null ? 0 : heads.last.number + 1;
  if (next < wanted) return wrong(next, entryPath(next), `an entry, up to ${wanted - 1} as the head says`, 'none');
  if (heads.problem) return { problem: heads.problem };
  if (chain === null) return wrong(0, 'head', 'at least one entry and a signed head', 'neither');
  return next === wanted
    ? { chain }
    : wrong(wanted, entryPath(wanted), `no entry after ${wanted - 1}, as the head says`, 'one');
}

/**
 * The whole of it: entries and signed heads that were added since `chain` (null: since the beginning). Either they
 * follow from it, number by number and hash by hash up to the last head, each head signed by the keys in whose range
 * it falls, or this is the first thing that is wrong.
 */
export function verifyFrom(
  chain: Chain | null,
  files: Iterable<File>,
  notes: readonly File[],
  keys: readonly KeyRange[],
): { readonly chain: Chain; readonly links: readonly Link[] } | { readonly problem: Problem } {
  const heads = readHeads(chain, notes, keys);
  const followed = follow(chain, files, heads);
  if ('problem' in followed) return { problem: followed.problem };
  const end = checkEnd(followed.chain, heads);
  return 'problem' in end ? end : { chain: end.chain, links: followed.links };
}

function followOne(
  chain: Chain | null,
  { path, bytes }: File,
  heads: Heads,
): { readonly chain: Chain; readonly link: Link } | { readonly problem: Problem } {
  const before = chain?.head ?? null;
  const number = before === null ? 0 : before.number + 1;
  if (path !== entryPath(number))
    return wrong(number, entryPath(number), 'an entry of every number', `${path} as the next`);
  const parsed = parseEntry(bytes);
  if ('fault' in parsed) return broken(number, path, parsed.fault);
  const { entry } = parsed;
  if (entry.number !== number) return wrong(number, path, `number ${number}`, `number ${entry.number}`);
  if (entry.previous !== (before?.hash ?? null)) return unlinked(before, entry, heads);
  if ((entry.kind === 'genesis') !== (number === 0))
    return wrong(number, path, 'the genesis as entry 0 and nowhere else', entry.kind);
  const repository = chain?.repository ?? (entry.kind === 'genesis' ? entry.body.repository : heads.repository);
  if (repository === null || (heads.repository ?? repository) !== repository) {
    return wrong(number, path, `repository ${heads.repository}`, `repository ${repository}`);
  }
  const hash = entryHash(bytes);
  const signed = heads.signed.get(number);
  if (signed && signed.hash !== hash) return wrong(number, path, `${signed.hash}, as its signed head says`, hash);
  return { chain: { repository, head: { number, hash } }, link: { entry, hash } };
}

/** Two neighbours disagree. The earlier is named, unless a signed head vouches for it. */
function unlinked(before: Head | null, entry: Entry, heads: Heads): { readonly problem: Problem } {
  const vouched = before === null || heads.signed.get(before.number)?.hash === before.hash;
  const number = vouched ? entry.number : entry.number - 1;
  const expected = `entry ${entry.number} to name the hash of the entry before, ${before?.hash ?? 'null'}`;
  return wrong(number, entryPath(number), expected, `${entry.previous}`);
}

function wrong(number: number | null, path: string, expected: string, seen: string): { readonly problem: Problem } {
  return broken(number, path, { expected, seen, hint: 'docs/ledger.md says how a broken ledger is mended' });
}
