import type { Html } from './html.ts';
import type { Values } from './visit.ts';

/** What somebody did, and what GitHub and the bot made of it. */
export interface Said {
  /** `ann approves #2`. */
  readonly what: string;
  /** Why GitHub did not take it, in GitHub's words. */
  readonly refused: string | undefined;
  /** What happened then. */
  readonly came: readonly Html[];
  /** What was written, to be offered again after a refusal. */
  readonly written: Values;
}

/** Far more than pages that are still being loaded. */
const MOST = 50;

/** Keeps what came of acts for the pages to which they lead. */
export class Sayings {
  readonly #said = new Map<string, Said>();
  #count = 0;

  /** Gives the name under which it is found. */
  keep(said: Said): string {
    const name = String(++this.#count);
    this.#said.set(name, said);
    this.#said.delete(String(this.#count - MOST));
    return name;
  }

  find(name: string | null): Said | undefined {
    return name === null ? undefined : this.#said.get(name);
  }
}
