import type { KeyObject } from 'node:crypto';
import { type Digest, sha256 } from '../digest/digest.ts';
import { type Advance, advance, type Position } from './branch.ts';
import { extend, type File, type Link } from './chain.ts';
import type { Commit } from './commit.ts';
import { CLAIMS_LIMIT, claimsPath, type Draft } from './entry.ts';
import { addEntries, concerns, type LedgerFacts, NO_FACTS } from './facts.ts';
import { GitFailed } from './git.ts';
import { message } from './headline.ts';
import { publicKeyText } from './key.ts';
import { type KeyRange, keyFor, signNote } from './note.ts';
import { broken, type Problem } from './problem.ts';
import { fetchLedger, type Remote } from './remote.ts';

/** What there is to read at the branch `ledger`. Only `whole` may be acted upon. */
export type LedgerRead =
  | { readonly state: 'whole'; readonly commit: string; readonly facts: LedgerFacts }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly problem: Problem }
  | { readonly state: 'unread'; readonly reason: string };

export type Appended =
  | { readonly done: readonly Link[]; readonly commit: string; readonly facts: LedgerFacts }
  | { readonly conflict: string };

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

/** Where a ledger is, and what is needed to write it. */
export interface LedgerPlace {
  readonly repository: { readonly id: number; readonly owner: string; readonly name: string };
  readonly remote: Remote;
  /** A directory for a bare repository that only this process uses. It can be lost without harm. */
  readonly cache: string;
  /** The private ledger key; while it is being replaced both, the old and the new. */
  readonly keys: readonly KeyObject[];
  readonly commit: Commit;
}

/**
 * The ledger of one repository, in two verbs.
 *
 * `read` gives the facts of the branch at its present tip. It fetches only when `seen`, the tip that the caller saw
 * (null: no such branch), is not the commit that it knows, verifies what is new, and believes nothing else: not a
 * branch that was moved back, nor one that no longer contains what it once was. It does not throw.
 *
 * `append` adds all drafts in one commit, or nothing: numbers, previous hashes and the commit to which GitHub compares
 * the branch come from the same known head. `conflict` when the branch is elsewhere, or when what is known by now
 * concerns the same pull request, packet or councils as the drafts: look again. Throws when the outcome is not known
 * or GitHub refuses for another reason; then nothing is assumed, and the next look tells. When it returns, the entries
 * are in the branch, and this object knows them without a fetch.
 *
 * One call at a time goes through; the others wait.
 */
export class Ledger {
  readonly #place: LedgerPlace;
  #known: Known | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: LedgerPlace) {
    this.#place = place;
  }

  /** `keys` as in `policies/ledger.yaml` at the tip of main. */
  read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead> {
    return this.#alone(() => this.#read(seen, keys));
  }

  append(append: Append): Promise<Appended> {
    return this.#alone(() => this.#append(append));
  }

  async #read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead> {
    if (seen === null) return { state: 'missing' };
    // Other keys are other grounds for belief: what was verified by the old ones is verified again.
    const known = this.#known !== null && sameKeys(this.#known.keys, keys) ? this.#known : null;
    if (known?.position.commit === seen) return whole(known);
    try {
      const next = await this.#advance(known, keys);
      if ('problem' in next) return { state: 'broken', problem: next.problem };
      this.#known = next;
      return whole(next);
    } catch (error) {
      if (error instanceof GitFailed) return { state: 'unread', reason: error.message };
      throw error;
    }
  }

  async #advance(known: Known | null, keys: readonly KeyRange[]): Promise<Known | { readonly problem: Problem }> {
    const { cache, remote, repository } = this.#place;
    const tip = await fetchLedger(cache, remote);
    let facts = known?.facts ?? NO_FACTS;
    const next = await advance(cache, tip, known?.position ?? null, keys, (links) => {
      facts = addEntries(facts, links);
    });
    if ('problem' in next) return next;
    if (next.position.chain.repository !== repository.id) return foreign(repository.id, next);
    return { position: next.position, facts, keys, claims: new Set([...(known?.claims ?? []), ...next.claims]) };
  }

  async #append({ drafts, claims, at, since }: Append): Promise<Appended> {
    const known = this.#known;
    if (known === null) return { conflict: 'the ledger was not read yet, or not whole' };
    const other = concerns(drafts, since, known.facts);
    if (other !== null) return { conflict: `the ledger has meanwhile more about ${other}` };

    const { chain } = known.position;
    const { links, files, head } = extend(chain.head, drafts, at);
    this.#checkKey(known.keys, head.number);
    const note: File = { path: 'head', bytes: signNote(chain.repository, head, this.#place.keys) };
    const beside = claimsBeside(drafts, claims, known.claims);
    // If we stop here nothing happened. If the answer is lost, the commit may be there: the next read finds it.
    const answer = await this.#place.commit({
      repository: `${this.#place.repository.owner}/${this.#place.repository.name}`,
      expectedHead: known.position.commit,
      message: message(links.map(({ entry }) => entry)),
      additions: [...files, ...beside, note],
    });
    if ('conflict' in answer) return answer;

    const facts = addEntries(known.facts, links);
    const position: Position = { commit: answer.commit, chain: { ...chain, head } };
    this.#known = { ...known, position, facts, claims: known.claims.union(new Set(beside.map(({ path }) => path))) };
    return { done: links, commit: answer.commit, facts };
  }

  /** A head that the policy's key did not sign would be `ledger-broken` for every reader, us included. */
  #checkKey(keys: readonly KeyRange[], number: number): void {
    const key = keyFor(keys, number);
    if (key !== undefined && this.#place.keys.some((ours) => publicKeyText(ours) === key)) return;
    throw new TypeError(
      `expected the ledger key of policies/ledger.yaml for entry ${number}, ${key ?? 'of which there is none'}, seen another in LEDGER_KEY`,
    );
  }

  /** Runs it after everything that was asked before, whether that went well or not. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(run, run);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

interface Known {
  readonly position: Position;
  readonly facts: LedgerFacts;
  /** By which keys it was verified. */
  readonly keys: readonly KeyRange[];
  /** The files of claims that are in the branch. */
  readonly claims: ReadonlySet<string>;
}

function whole({ position, facts }: Known): LedgerRead {
  return { state: 'whole', commit: position.commit, facts };
}

function sameKeys(a: readonly KeyRange[], b: readonly KeyRange[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function foreign(id: number, { position }: Advance): { readonly problem: Problem } {
  const hint = 'a ledger cannot be moved to another repository; `countersign ledger init` begins a new one';
  return broken(0, 'head', { expected: `repository ${id}`, seen: `${position.chain.repository}`, hint });
}

/** The files of claims that the drafts name and the branch has not. Throws when one is not there: it would be for ever. */
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
