import { fullName } from '../github/find.ts';
import type { Queued } from '../github/queue.ts';
import type { World } from '../github/world.ts';
import { evaluate } from '../workflow/expression.ts';
import { type Mapping, mapping } from '../workflow/file.ts';
import { Failed } from './failed.ts';

/**
 * The group of a run by its workflow's `concurrency`; undefined where there is none. Throws `Failed` for what is not
 * done here: ending the run that goes on.
 */
export function groupOf(world: World, { repository, run }: Queued, { concurrency }: Mapping): string | undefined {
  if (concurrency === undefined) return undefined;
  const { group = concurrency, 'cancel-in-progress': cancels = false } = mapping(concurrency) ?? {};
  if (typeof group !== 'string' || cancels !== false)
    throw new Failed('not done by this runner: `concurrency` with anything but a group, whose run it would not end');
  const name = fullName(world, repository);
  const github = { repository: name, ref: run.ref, sha: run.headSha, workflow: run.name, run_id: String(run.id) };
  return `${name} ${evaluate(group, { inputs: run.inputs, github })}`;
}

/** Of each group one run goes on and one waits for it. A newer one takes the place of the one that waits. */
export class Groups {
  readonly #groups = new Map<string, { next: ((turn: boolean) => void) | undefined }>();

  /** Does the work when it is its turn; tells by `waits` that it is not yet. `cancelled`: its turn never came. */
  async inTurn<Outcome>(name: string | undefined, waits: () => void, work: () => Promise<Outcome>) {
    if (name === undefined) return work();
    if (this.#groups.has(name)) waits();
    if (!(await this.#enter(name))) return 'cancelled' as const;
    try {
      return await work();
    } finally {
      this.#leave(name);
    }
  }

  #enter(name: string): Promise<boolean> {
    const group = this.#groups.get(name);
    if (group === undefined) {
      this.#groups.set(name, { next: undefined });
      return Promise.resolve(true);
    }
    group.next?.(false);
    return new Promise((turn) => {
      group.next = turn;
    });
  }

  #leave(name: string): void {
    const group = this.#groups.get(name);
    const next = group?.next;
    if (group === undefined || next === undefined) {
      this.#groups.delete(name);
      return;
    }
    group.next = undefined;
    next(true);
  }
}
