import type { LookAgain } from '../flow.ts';
import type { Timer } from './timer.ts';

/**
 * Looks, one after another, each subject waiting at most once: a burst of webhooks is one look. Nothing here
 * needs to survive: whatever was lost, the sweep at the start finds.
 */
export class Queue<Subject> {
  readonly #look: (subject: Subject) => Promise<LookAgain>;
  readonly #timer: Timer;
  readonly #failed: (subject: Subject, error: unknown) => void;
  readonly #waiting = new Set<Subject>();
  readonly #later = new Map<Subject, () => void>();
  #running: Promise<void> | null = null;
  #closed = false;

  constructor(
    look: (subject: Subject) => Promise<LookAgain>,
    timer: Timer,
    failed: (subject: Subject, error: unknown) => void,
  ) {
    this.#look = look;
    this.#timer = timer;
    this.#failed = failed;
  }

  add(subject: Subject): void {
    if (this.#closed) return;
    this.#waiting.add(subject);
    this.#running ??= this.#run();
  }

  /** Whether something waits or runs; what is to be looked at later does not count. */
  get busy(): boolean {
    return this.#running !== null;
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
    for (const subject of this.#waiting) {
      this.#waiting.delete(subject);
      this.#later.get(subject)?.();
      this.#later.delete(subject);
      try {
        this.#schedule(subject, await this.#look(subject));
      } catch (error) {
        this.#failed(subject, error);
        this.#schedule(subject, { inMs: FAULT_PAUSE_MS });
      }
    }
    this.#running = null;
  }

  #schedule(subject: Subject, again: LookAgain): void {
    if (again === null || this.#closed) return;
    this.#later.get(subject)?.();
    this.#later.set(
      subject,
      this.#timer.after(again.inMs, () => this.add(subject)),
    );
  }
}

/** After a fault of our own: not at once, or it would spin, and not never. */
const FAULT_PAUSE_MS = 60_000;
