import type { Repository, WorkflowRun } from './world.ts';

export interface Queued {
  readonly repository: Repository;
  readonly run: WorkflowRun;
}

/** Workflow runs that wait for a runner. As long as nobody is there to run them they wait, as on GitHub. */
export class Queue {
  #waiting: Queued[] = [];
  #underWay = 0;
  #runner: ((queued: Queued) => Promise<void>) | undefined;
  #rested: () => void = () => undefined;

  /** Nothing runs. What waits for a runner that is not there does not count. */
  get idle(): boolean {
    return this.#underWay === 0;
  }

  add(queued: Queued): void {
    this.#waiting.push(queued);
    this.#start();
  }

  /** Hands over what waits and all that comes, until `undefined` takes the runner away. */
  runBy(runner: ((queued: Queued) => Promise<void>) | undefined): void {
    this.#runner = runner;
    this.#start();
  }

  /** For the server alone: whom to tell each time that a run has ended. */
  onRest(rested: () => void): void {
    this.#rested = rested;
  }

  /** Never inside the request that queued it; but from that moment on it is under way. */
  #start(): void {
    const runner = this.#runner;
    if (runner === undefined) return;
    for (const queued of this.#waiting.splice(0)) {
      this.#underWay++;
      setImmediate(async () => {
        try {
          await runner(queued);
        } finally {
          this.#underWay--;
          this.#rested();
        }
      });
    }
  }
}
