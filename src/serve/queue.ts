import type { LookAgain } from '../flow.ts';
import type { Timer } from './timer.ts';

/**
 * Looks, one after another, each pull request waiting at most once: a burst of webhooks is one look. Nothing here
 * needs to survive: whatever was lost, the sweep at the start finds.
 */
export class Queue {
  readonly #look: (pull: number) => Promise<LookAgain>;
  readonly #timer: Timer;
  readonly #failed: (pull: number, error: unknown) => void;
  readonly #waiting = new Set<number>();
  readonly #later = new Map<number, () => void>();
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(
    look: (pull: number) => Promise<LookAgain>,
    timer: Timer,
    failed: (pull: number, error: unknown) => void,
  ) {
    this.#look = look;
    this.#timer = timer;
    this.#failed = failed;
  }

  add(pull: number): void {
    if (this.#closed) return;
    this.#waiting.add(pull);
    this.#running ??= this.#run();
  }

  /** Resolves when nothing waits and nothing runs; what is to be looked at later does not count. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Begins nothing more, and resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waiting.clear();
    for (const cancel of this.#later.values()) cancel();
    this.#later.clear();
    await this.idle();
  }

  async #run(): Promise<void> {
    // Not before the caller has gone on, so that what it adds in one go is looked at in one go.
    await Promise.resolve();
    for (const pull of this.#waiting) {
      this.#waiting.delete(pull);
      this.#later.get(pull)?.();
      this.#later.delete(pull);
      try {
        this.#schedule(pull, await this.#look(pull));
      } catch (error) {
        this.#failed(pull, error);
        this.#schedule(pull, { inMs: FAULT_PAUSE_MS });
      }
    }
    this.#running = null;
  }

  #schedule(pull: number, again: LookAgain): void {
    if (again === null || this.#closed) return;
    this.#later.get(pull)?.();
    this.#later.set(
      pull,
      this.#timer.after(again.inMs, () => this.add(pull)),
    );
  }
}

/** After a fault of our own: not at once, or it would spin, and not never. */
const FAULT_PAUSE_MS = 60_000;
