import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { checkIntendedSeal, type IntendedSeal } from '../seal/intended.ts';

export type SealAnswer = ReturnType<typeof checkIntendedSeal>;

/** With fewer it is over sooner than a thread has begun. */
const WORTH_THREADS = 64;
const MOST_THREADS = 7;
/** Seals that a thread is given at a time. */
const PORTION = 8;
/** Tells a thread that was begun here from any other that loads this file. */
const MARK = 'countersign: verify seals';

/** Verifies seals, on all cores where there are many. The answers stand in their order. */
export async function checkMany(seals: readonly IntendedSeal[]): Promise<readonly SealAnswer[]> {
  const work = new Work(seals);
  const threads = seals.length < WORTH_THREADS ? 0 : Math.min(availableParallelism() - 1, MOST_THREADS);
  const helped = Promise.all(Array.from({ length: threads }, () => help(work)));
  await work.perform();
  await helped;
  // What a thread that died had taken.
  await work.perform();
  return work.answers;
}

/** Seals that wait, and what came of the others. Whoever takes some answers them or gives them back. */
class Work {
  readonly answers: SealAnswer[] = [];
  readonly #seals: readonly IntendedSeal[];
  readonly #waiting: number[][] = [];

  constructor(seals: readonly IntendedSeal[]) {
    this.#seals = seals;
    for (let first = 0; first < seals.length; first += PORTION)
      this.#waiting.push(Array.from(seals.slice(first, first + PORTION), (_, index) => first + index));
  }

  take(): { readonly indices: readonly number[]; readonly seals: readonly IntendedSeal[] } | undefined {
    const indices = this.#waiting.shift();
    return indices && { indices, seals: indices.flatMap((index) => this.#seals[index] ?? []) };
  }

  giveBack(indices: readonly number[]): void {
    this.#waiting.push([...indices]);
  }

  answer(indices: readonly number[], answers: readonly SealAnswer[]): void {
    for (const [at, index] of indices.entries()) {
      const answer = answers[at];
      if (answer === undefined) throw new RangeError('a seal was left without an answer');
      this.answers[index] = answer;
    }
  }

  /** In this thread. Between portions the others are heard. */
  async perform(): Promise<void> {
    for (let taken = this.take(); taken !== undefined; taken = this.take()) {
      this.answer(taken.indices, taken.seals.map(checkIntendedSeal));
      await setImmediate();
    }
  }
}

/** Lets another thread take part until nothing waits. A thread that cannot, for whatever reason, is done without. */
async function help(work: Work): Promise<void> {
  const thread = new Worker(new URL(import.meta.url), { workerData: MARK, execArgv: [] });
  let taken = work.take();
  await new Promise<void>((resolve) => {
    const next = () => {
      if (taken === undefined) resolve();
      else thread.postMessage(taken.seals);
    };
    thread.on('message', (answers: SealAnswer[]) => {
      if (taken !== undefined) work.answer(taken.indices, answers);
      taken = work.take();
      next();
    });
    thread.on('error', () => resolve());
    thread.on('exit', () => resolve());
    next();
  });
  if (taken !== undefined) work.giveBack(taken.indices);
  await thread.terminate();
}

if (!isMainThread && workerData === MARK)
  parentPort?.on('message', (seals: IntendedSeal[]) => parentPort?.postMessage(seals.map(checkIntendedSeal)));
