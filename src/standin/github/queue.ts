import type { Repository, WorkflowRun } from './world.ts';

export interface Queued {
  readonly repository: Repository;
  readonly run: WorkflowRun;
}

/** Workflow runs that wait for a runner. As long as nobody is there to run them they wait, as on GitHub. */
export class Queue {
  readonly #waiting: Queued[] = [];
  #underWay = 0;
  #runner: ((queued: Queued) => Promise<void>) | undefined;
  #changed: () => void = () => undefined;

  /** Nothing runs or is about to. What waits for a runner that is not there does not count. */
  get idle(): boolean {
    return this.#underWay === 0 && (this.#runner === undefined || this.#waiting.length === 0);
  }

  add(queued: Queued): void {
    this.#waiting.push(queued);
    this.#changed();
  }

  /** Who runs what waits and all that comes; `undefined` takes the runner away. */
  runBy(runner: ((queued: Queued) => Promise<void>) | undefined): void {
    this.#runner = runner;
    this.#changed();
  }

  /** For the server alone: whom to tell when something waits or has ended. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  /** For the server alone: hands over what waits, if there is somebody to hand it to. */
  start(): void {
    const runner = this.#runner;
    if (runner === undefined) return;
    for (const queued of this.#waiting.splice(0)) void this.#run(runner, queued);
  }

  async #run(runner: (queued: Queued) => Promise<void>, queued: Queued): Promise<void> {
    this.#underWay++;
    try {
      await runner(queued);
    } finally {
      this.#underWay--;
      this.#changed();
    }
  }
}
