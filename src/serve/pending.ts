/** Promises that nobody waits for one by one. */
export class Pending {
  readonly #open = new Set<Promise<unknown>>();

  add(promise: Promise<unknown>): void {
    this.#open.add(promise);
    void promise.finally(() => this.#open.delete(promise));
  }

  /** Resolves when none is open; those that come meanwhile are waited for, too. */
  async settled(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open);
  }
}
