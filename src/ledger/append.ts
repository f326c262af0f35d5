import { type Digest, sha256 } from '../digest/digest.ts';
import { extend, type File, type Link } from './chain.ts';
import { CLAIMS_LIMIT, claimsPath, type Draft } from './entry.ts';
import { addEntries, concerns, type LedgerFacts } from './facts.ts';
import type { Head } from './note.ts';

/** Everything that one append brings, and from what it was concluded. */
export interface Append {
  readonly drafts: readonly Draft[];
  /** Files of claims that the drafts name by digest. */
  readonly claims: ReadonlyMap<Digest, Uint8Array>;
  /** GitHub's clock at the look from which the drafts come. */
  readonly at: string;
  /** The facts from which the drafts were concluded. */
  readonly since: LedgerFacts;
}

export type Appended =
  | { readonly done: readonly Link[]; readonly commit: string; readonly facts: LedgerFacts }
  | { readonly conflict: string };

/** Where appends join a ledger: its head, what it says, and the files of claims that it has. */
export interface End {
  readonly head: Head;
  readonly facts: LedgerFacts;
  readonly claims: ReadonlySet<string>;
}

/** The end after an append, and what the append adds. */
export interface Joined {
  readonly end: End;
  readonly links: readonly Link[];
  readonly files: readonly File[];
}

/**
 * Joins an append to the end of a ledger. Since facts are values, one can be joined after another before any of them
 * is written. `conflict` when the ledger has meanwhile more about what the drafts are about. Throws on drafts that no
 * reader would take, and where a file of claims is named and not there: it would be missing for ever.
 */
export function join(end: End, { drafts, claims, at, since }: Append): Joined | { readonly conflict: string } {
  const other = concerns(drafts, since, end.facts);
  if (other !== null) return { conflict: `the ledger has meanwhile more about ${other}` };
  const { links, files, head } = extend(end.head, drafts, at);
  const beside = claimsBeside(drafts, claims, end.claims);
  const known = new Set(beside.map(({ path }) => path));
  return {
    end: { head, facts: addEntries(end.facts, links), claims: known.size > 0 ? end.claims.union(known) : end.claims },
    links,
    files: [...files, ...beside],
  };
}

function claimsBeside(
  drafts: readonly Draft[],
  claims: ReadonlyMap<Digest, Uint8Array>,
  there: ReadonlySet<string>,
): File[] {
  const named = new Set(drafts.flatMap(({ body }) => ('claims' in body ? [body.claims] : [])));
  return [...named].flatMap((digest): File[] => {
    const path = claimsPath(digest);
    if (there.has(path)) return [];
    const bytes = claims.get(digest);
    if (bytes === undefined || bytes.byteLength > CLAIMS_LIMIT || sha256(bytes) !== digest) {
      throw new TypeError(
        `expected the claims ${digest}, of at most ${CLAIMS_LIMIT} bytes, beside the entry that names them`,
      );
    }
    return [{ path, bytes }];
  });
}
