import type { Timer } from '../../serve/timer.ts';
import type { Clock } from '../../standin/github/clock.ts';

interface Alarm {
  readonly at: number;
  readonly call: () => void;
}

/** The bot's time in a rehearsal: the stand-in's clock. Nothing rings by itself; whoever moves the clock rings. */
export class StageTimer implements Timer {
  readonly #clock: Clock;
  #alarms: Alarm[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): Date {
    return new Date(this.#clock.now());
  }

  at(instant: Date, call: () => void): () => void {
    const alarm = { at: instant.getTime(), call };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  after(ms: number, call: () => void): () => void {
    return this.at(new Date(this.#clock.now() + ms), call);
  }

  /** When the next alarm is due, in milliseconds since 1970. */
  get next(): number {
    return Math.min(...this.#alarms.map(({ at }) => at));
  }

  /** Rings the first of the alarms that are due now; false when there is none. */
  ring(): boolean {
    const due = this.#alarms.filter(({ at }) => at <= this.#clock.now());
    const first = due.toSorted((a, b) => a.at - b.at)[0];
    if (first === undefined) return false;
    this.#alarms = this.#alarms.filter((other) => other !== first);
    first.call();
    return true;
  }
}
