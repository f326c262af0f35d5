import { describe, expect, it } from 'vitest';
import type { LookAgain } from '../../src/flow.ts';
import { Queue } from '../../src/serve/queue.ts';
import type { Timer } from '../../src/serve/timer.ts';

/** A clock that stands still; what is due is called by hand. */
function stoppedTimer() {
  const due: { when: string; call: () => void }[] = [];
  const plan = (when: string, call: () => void) => {
    const entry = { when, call };
    due.push(entry);
    return () => due.splice(due.indexOf(entry), 1);
  };
  const timer: Timer = {
    now: () => new Date(0),
    at: (instant, call) => plan(instant.toISOString(), call),
    after: (ms, call) => plan(`${ms} ms`, call),
  };
  return { timer, due };
}

function queueOf(answer: (pull: number) => LookAgain | Promise<LookAgain>) {
  const looks: number[] = [];
  const faults: unknown[] = [];
  const { timer, due } = stoppedTimer();
  const look = async (pull: number) => {
    looks.push(pull);
    return answer(pull);
  };
  return { queue: new Queue(look, timer, (_, error) => faults.push(error)), looks, faults, due };
}

describe('the queue', () => {
  it('K28: makes one look of a burst, and looks at each pull request once', async () => {
    const { queue, looks } = queueOf(() => null);
    for (const pull of [1, 1, 2, 1]) queue.add(pull);
    await queue.idle();
    expect(looks).toEqual([1, 2]);
  });

  it('looks again when something is heard during a look', async () => {
    let again = true;
    const { queue, looks } = queueOf((pull) => {
      if (again) queue.add(pull);
      again = false;
      return null;
    });
    queue.add(1);
    await queue.idle();
    expect(looks).toEqual([1, 1]);
  });

  it('looks at one pull request at a time', async () => {
    let open = 0;
    let most = 0;
    const { queue } = queueOf(async () => {
      open += 1;
      most = Math.max(most, open);
      await Promise.resolve();
      open -= 1;
      return null;
    });
    for (const pull of [1, 2, 3]) queue.add(pull);
    await queue.idle();
    expect(most).toBe(1);
  });

  it('looks again after the pause that a look asks for, once', async () => {
    const { queue, looks, due } = queueOf(() => (looks.length < 3 ? { inMs: 5000 } : null));
    queue.add(1);
    queue.add(1);
    await queue.idle();
    expect(due.map(({ when }) => when)).toEqual(['5000 ms']);
    due[0]?.call();
    await queue.idle();
    expect(looks).toEqual([1, 1]);
  });

  it('forgets a later look when an earlier one comes', async () => {
    const { queue, due, looks } = queueOf(() => (looks.length === 1 ? { inMs: 1000 } : null));
    queue.add(1);
    await queue.idle();
    queue.add(1);
    await queue.idle();
    expect(due).toEqual([]);
  });

  it('survives a fault of a look, says it, and tries that one again later', async () => {
    const { queue, looks, faults, due } = queueOf((pull) => {
      if (pull === 1) throw new Error('a fault');
      return null;
    });
    queue.add(1);
    queue.add(2);
    await queue.idle();
    expect(looks).toEqual([1, 2]);
    expect(faults).toHaveLength(1);
    expect(due.map(({ when }) => when)).toEqual(['60000 ms']);
  });

  it('begins nothing after it was closed', async () => {
    const { queue, looks, due } = queueOf(() => ({ inMs: 1 }));
    queue.add(1);
    await queue.close();
    queue.add(2);
    await queue.idle();
    expect(looks).toEqual([]);
    expect(due).toEqual([]);
  });
});
