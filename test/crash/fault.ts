import type { WriteName } from '../../src/rehearse/stage/request.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';

/** The ways in which a write can fail: not done, done but unheard, and the process gone before or after. */
export const FAULTS = ['refused', 'lost', 'cut off by death before', 'cut off by death after'] as const;
export type Fault = (typeof FAULTS)[number];

/** Writes that come again and again on one way. */
const REPEATED: readonly WriteName[] = ['append', 'check', 'comment'];

/** How the write at this place of a way is to fail: in every way; of those that come again and again, in two at a time. */
export function faultsOf(name: WriteName, index: number): readonly Fault[] {
  return REPEATED.includes(name) ? FAULTS.filter((_, at) => at % 2 === index % 2) : FAULTS;
}

/** A write by its number, or the first of a name. */
export interface Failing {
  readonly write: number | WriteName;
  readonly fault: Fault;
}

/** Counts the writes from now on, and lets one of them fail. */
export class Failure {
  readonly writes: WriteName[] = [];
  readonly #stage: Stage;
  readonly #remove: () => void;
  /** Whether the write that was to fail came. */
  met = false;
  #dead = false;

  constructor(stage: Stage, failing: Failing | undefined) {
    this.#stage = stage;
    const before = stage.interruptions.count;
    const early = failing?.fault === 'refused' || failing?.fault === 'cut off by death before';
    this.#remove = stage.interruptions.add(({ number, name, phase }) => {
      if (phase === 'before') this.writes.push(name);
      const meant = failing?.write === number - before || (failing?.write === name && !this.met);
      if (failing === undefined || !meant || (phase === 'before') !== early) return undefined;
      this.met = true;
      if (failing.fault === 'refused') return 'refuse';
      if (failing.fault === 'lost') return 'lose';
      this.#dead = true;
      stage.bots.first.kill();
      return 'cut';
    });
  }

  /** Starts a bot that died of it, and lets what failed rest. */
  async recover(restMs: number): Promise<void> {
    await this.#stage.settle();
    if (this.#dead) await this.#stage.start('first');
    this.#dead = false;
    await this.#stage.pass(restMs);
  }

  end(): void {
    this.#remove();
  }
}
