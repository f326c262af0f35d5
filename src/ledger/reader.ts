import { type Advance, advance, type Position } from './branch.ts';
import { addEntries, type LedgerFacts, NO_FACTS } from './facts.ts';
import { GitFailed } from './git.ts';
import type { KeyRange } from './note.ts';
import { broken, type Problem } from './problem.ts';
import { fetchLedger, type Remote } from './remote.ts';

/** What there is to read at the branch `ledger`. Only `whole` may be acted upon. */
export type LedgerRead =
  | { readonly state: 'whole'; readonly commit: string; readonly facts: LedgerFacts }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly problem: Problem }
  | { readonly state: 'unread'; readonly reason: string };

/** Where a ledger is read from. No key is needed for it: who signed is public. */
export interface ReadPlace {
  readonly repository: { readonly id: number };
  readonly remote: Remote;
  /** A directory for a bare repository that only this process uses. It can be lost without harm. */
  readonly cache: string;
}

/** A state of the branch that was verified, or made by an append of ours. */
export interface Known {
  readonly position: Position;
  readonly facts: LedgerFacts;
  /** By which keys it was verified. */
  readonly keys: readonly KeyRange[];
  /** The files of claims that are in the branch. */
  readonly claims: ReadonlySet<string>;
}

/**
 * Reads the ledger of one repository. Each reading goes on from the one before; readings must not overlap, since they
 * share the directory.
 */
export class LedgerReader {
  readonly #place: ReadPlace;
  /** From where the next reading goes on; an append moves it, so that what it made is not fetched. */
  known: Known | null = null;

  constructor(place: ReadPlace) {
    this.#place = place;
  }

  /**
   * The facts of the branch at its present tip, by `keys` as in `policies/ledger.yaml` at the tip of main. Fetches only
   * when `seen`, the tip that the caller saw (null: no such branch), is not the commit that is known, verifies what is
   * new, and believes nothing else: not a branch that was moved back, nor one that no longer contains what it once
   * was. Does not throw.
   */
  async read(seen: string | null, keys: readonly KeyRange[]): Promise<LedgerRead> {
    if (seen === null) return { state: 'missing' };
    // Other keys are other grounds for belief: what was verified by the old ones is verified again.
    const known = this.known !== null && sameKeys(this.known.keys, keys) ? this.known : null;
    if (known?.position.commit === seen) return whole(known);
    try {
      const next = await this.#advance(known, keys);
      if ('problem' in next) return { state: 'broken', problem: next.problem };
      this.known = next;
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
