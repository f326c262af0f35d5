import type { KeyObject } from 'node:crypto';
import { type Append, type Appended, type End, type Joined, join } from './append.ts';
import type { Position } from './branch.ts';
import type { File } from './chain.ts';
import type { Commit } from './commit.ts';
import type { LedgerFacts } from './facts.ts';
import { message } from './headline.ts';
import { publicKeyText } from './key.ts';
import { type KeyRange, keyFor, signNote } from './note.ts';
import { type Known, type LedgerRead, LedgerReader, type ReadPlace } from './reader.ts';

export type { Append, Appended } from './append.ts';

/** Where a ledger is, and what is needed to write it. */
export interface LedgerPlace extends ReadPlace {
  readonly repository: { readonly id: number; readonly owner: string; readonly name: string };
  /** The private ledger key; while it is being replaced both, the old and the new. */
  readonly keys: readonly KeyObject[];
  readonly commit: Commit;
}

/** Appends that one commit takes at most: its size stays far below what GitHub accepts. */
const TOGETHER = 20;

/**
 * The ledger of one repository, in two verbs.
 *
 * `read` gives the facts of the branch at its present tip, as `LedgerReader` does.
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
  readonly #reader: LedgerReader;
  #waiting: Waiting[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(place: LedgerPlace) {
    this.#place = place;
    this.#reader = new LedgerReader(place);
  }

  /** What is known of it by now, without asking; null before the first reading. */
  get facts(): LedgerFacts | null {
    return this.#reader.known?.facts ?? null;
  }

  /** `keys` as in `policies/ledger.yaml` at the tip of main. */
  read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead> {
    return this.#alone(() => this.#reader.read(seen, keys));
  }

  append(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ append, resolve, reject });
      void this.#alone(() => this.#write(this.#waiting.splice(0, TOGETHER)));
    });
  }

  async #write(waiting: readonly Waiting[]): Promise<void> {
    const { known } = this.#reader;
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
      this.#reader.known = { keys: known.keys, position, facts: end.facts, claims: end.claims };
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

/** A head that the policy's key did not sign would be `ledger-broken` for every reader, us included. */
function requireKey(keys: readonly KeyRange[], ours: readonly KeyObject[], number: number): void {
  const key = keyFor(keys, number);
  if (key !== undefined && ours.some((mine) => publicKeyText(mine) === key)) return;
  throw new TypeError(
    `expected the ledger key of policies/ledger.yaml for entry ${number}, ${key ?? 'of which there is none'}, seen another in LEDGER_KEY`,
  );
}
