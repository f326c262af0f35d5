import { type Entry, parseEntry } from '../../ledger/entry.ts';
import { filesOf } from '../../standin/github/git/tree.ts';
import type { Repository } from '../../standin/github/world.ts';

/** The entries of the branch `ledger` as they stand in git, the first first. Reads, and believes, whatever is there. */
export class LedgerRecord {
  readonly #repository: Repository;
  #tip: string | undefined;
  #entries: readonly Entry[] = [];

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  get entries(): readonly Entry[] {
    const tip = this.#repository.git.branch('ledger');
    if (tip === this.#tip) return this.#entries;
    this.#tip = tip;
    this.#entries = tip === undefined ? [] : this.#read(tip);
    return this.#entries;
  }

  #read(tip: string): Entry[] {
    const { objects } = this.#repository.git;
    const files = filesOf(objects, objects.commit(tip)?.tree ?? '').filter(({ path }) => path.startsWith('entries/'));
    return files.flatMap(({ oid }) => {
      const read = parseEntry(objects.blob(oid) ?? new Uint8Array());
      return 'entry' in read ? [read.entry] : [];
    });
  }
}

/** An entry in the fewest words: `hold`, `intent merge`, `outcome seal done`, `signature-refused signer-not-distinct`. */
export function labelOf({ kind, body }: Entry): string {
  if (kind === 'intent') return `intent ${body.effect}`;
  if (kind === 'signature-refused') return `${kind} ${body.code}`;
  return kind === 'outcome' ? `outcome ${body.effect} ${body.result}` : kind;
}
