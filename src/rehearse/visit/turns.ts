/** One thing after the other, in the order in which they were asked for: a world has one clock. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Does it when all before has ended, well or not. */
  take<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(what, what);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
