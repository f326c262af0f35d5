import type { Write, WriteHook, WriteVerdict } from '../../standin/github/server/writes.ts';
import type { OnWrite } from '../../standin/sigstore/fault.ts';
import { nameOf, type WriteName } from './request.ts';

/** A write of the bot, to GitHub or to Sigstore, before or after it is done. */
export interface Writing {
  /** 1 for the first write of the rehearsal. */
  readonly number: number;
  readonly name: WriteName;
  readonly phase: 'before' | 'after';
}

/** What may happen at a write; gives what the bot hears. Undefined: nothing to do with it. */
export type Interruption = (writing: Writing) => WriteVerdict | Promise<WriteVerdict> | undefined;

/** Counts the writes of the bot, and lets interruptions meet them, the first that answers alone. */
export class Interruptions {
  readonly #bot: string;
  readonly #waiting = new Set<Interruption>();
  readonly #named = new Set<WriteName>();
  #count = 0;

  /** `bot` is the login of the App: what people write is not interrupted. */
  constructor(bot: string) {
    this.#bot = bot;
  }

  /** How many writes the bot has made. */
  get count(): number {
    return this.#count;
  }

  /** Meets every write from now on, until it is taken away. */
  add(interruption: Interruption): () => void {
    this.#waiting.add(interruption);
    return () => this.#waiting.delete(interruption);
  }

  /** The writes that were to be met once and did not come. */
  get unmet(): readonly WriteName[] {
    return [...this.#named];
  }

  /** Meets one write of this name at this phase, and is gone. */
  once(name: WriteName, phase: Writing['phase'], meet: () => WriteVerdict | Promise<WriteVerdict>): void {
    this.#named.add(name);
    const remove = this.add((writing) => {
      if (writing.phase !== phase || (name !== 'any' && writing.name !== name)) return undefined;
      remove();
      this.#named.delete(name);
      return meet();
    });
  }

  readonly onGitHub: WriteHook = (write: Write) =>
    write.by === this.#bot ? this.#meet(nameOf(write), write.phase) : 'proceed';

  readonly onSigstore: OnWrite = (service, _, phase) => this.#meet(service, phase);

  readonly onWebhook = (phase: Writing['phase']) => this.#meet('webhook', phase);

  async #meet(name: WriteName, phase: Writing['phase']): Promise<WriteVerdict> {
    if (phase === 'before') this.#count++;
    for (const interruption of this.#waiting) {
      const verdict = await interruption({ number: this.#count, name, phase });
      if (verdict !== undefined) return verdict;
    }
    return 'proceed';
  }
}
