/**
 * Lets a few in at a time, in the order in which they came. When one fails, those who wait fail with it: it was asked
 * to wait, and nothing more is asked.
 */
export class Turnstile {
  #free: number;
  #waiting: { readonly enter: () => void; readonly leave: (error: unknown) => void }[] = [];

  constructor(width: number) {
    this.#free = width;
  }

  async pass<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((enter, leave) => this.#waiting.push({ enter, leave }));
    try {
      return await task();
    } catch (error) {
      for (const { leave } of this.#waiting.splice(0)) leave(error);
      throw error;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next.enter();
    }
  }
}
