import type { KeyObject } from 'node:crypto';
import { type Append, type Appended, type End, type Joined, join } from './append.ts';
import { type Advance, advance, type Position } from './branch.ts';
import type { File } from './chain.ts';
import type { Commit } from './commit.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from './facts.ts';
import { GitFailed } from './git.ts';
import { message } from './headline.ts';
import { publicKeyText } from './key.ts';
import { type KeyRange, keyFor, signNote } from './note.ts';
import { broken, type Problem } from './problem.ts';
import { fetchLedger, type Remote } from './remote.ts';

export type { Append, Appended } from './append.ts';

/** What there is to read at the branch `ledger`. Only `whole` may be acted upon. */
export type LedgerRead =
  | { readonly state: 'whole'; readonly commit: string; readonly facts: LedgerFacts }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly problem: Problem }
  | { readonly state: 'unread'; readonly reason: string };

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

/** Appends that one commit takes at most: its size stays far below what GitHub accepts. */
const TOGETHER = 20;

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
 * One request at a time goes out. Appends that wait for it go together in the next: GitHub counts writes.
 */
export class Ledger {
  readonly #place: LedgerPlace;
  #known: Known | null = null;
  #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: LedgerPlace) {
    this.#place = place;
  }

  /** `keys` as in `policies/ledger.yaml` at the tip of main. */
  read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead> {
    return this.#alone(() => this.#read(seen, keys));
  }

  append(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      void this.#alone(() => this.#write(this.#waiting.splice(0, TOGETHER)));
    });
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

  async #write(waiting: readonly Waiting[]): Promise<void> {
    const known = this.#known;
    if (known === null) {
      for (const { resolve } of waiting) resolve({ conflict: 'the ledger was not read yet, or not whole' });
      return;
    }
    const { parts, end } = joinAll({ ...known, head: known.position.chain.head }, waiting);
    if (parts.length === 0) return;
    try {
      const answer = await this.#commit(known, parts, end);
      for (const { resolve, links } of parts) {
        resolve('conflict' in answer ? answer : { done: links, commit: answer.commit, facts: end.facts });
      }
    } catch (error) {
      for (const { reject } of parts) reject(error);
    }
  }

  async #commit(known: Known, parts: readonly Part[], end: End): ReturnType<Commit> {
    const { repository, keys, commit } = this.#place;
    const { chain } = known.position;
    requireKey(known.keys, keys, end.head.number);
    const note: File = { path: 'head', bytes: signNote(chain.repository, end.head, keys) };
    // If we stop here nothing happened. If the answer is lost, the commit may be there: the next read finds it.
    const answer = await commit({
      repository: `${repository.owner}/${repository.name}`,
      expectedHead: known.position.commit,
      message: message(parts.flatMap(({ links }) => links.map(({ entry }) => entry))),
      additions: [...parts.flatMap(({ files }) => files), note],
    });
    if ('commit' in answer) {
      const position: Position = { commit: answer.commit, chain: { ...chain, head: end.head } };
      this.#known = { keys: known.keys, position, facts: end.facts, claims: end.claims };
    }
    return answer;
  }

  /** Runs it after everything that was asked before, whether that went well or not. */
  #alone<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(run, run);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

interface Waiting {
  readonly append: Append;
  resolve(appended: Appended): void;
  reject(error: unknown): void;
}
type Part = Waiting & Joined;

/** Joins the appends one after another. Those that cannot be joined are answered; they do not hinder the others. */
function joinAll(start: End, waiting: readonly Waiting[]): { readonly parts: readonly Part[]; readonly end: End } {
  const parts: Part[] = [];
  let end = start;
  for (const one of waiting) {
    try {
      const joined = join(end, one.append);
      if ('conflict' in joined) one.resolve(joined);
      else {
        parts.push({ ...one, ...joined });
        end = joined.end;
      }
    } catch (error) {
      one.reject(error);
    }
  }
  return { parts, end };
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

/** A head that the policy's key did not sign would be `ledger-broken` for every reader, us included. */
function requireKey(keys: readonly KeyRange[], ours: readonly KeyObject[], number: number): void {
  const key = keyFor(keys, number);
  if (key !== undefined && ours.some((mine) => publicKeyText(mine) === key)) return;
  throw new TypeError(
    `expected the ledger key of policies/ledger.yaml for entry ${number}, ${key ?? 'of which there is none'}, seen another in LEDGER_KEY`,
  );
}
