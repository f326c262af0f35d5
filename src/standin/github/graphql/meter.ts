import type { Viewer, World } from '../world.ts';

/** What a viewer has spent of the points of the hour. */
export interface Spent {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
}

const LIMIT = 5000;
const HOUR = 3_600_000;
const used = new WeakMap<World, Map<string, number>>();

/**
 * Charges the points of a query to the viewer's hour of the world's clock. Nobody is refused here when they are used
 * up: the limits that a rehearsal is about are set as faults.
 */
export function charge(world: World, viewer: Viewer, points: number): Spent {
  const hour = Math.floor(world.clock.now() / HOUR);
  const key = `${hour} ${viewer.kind === 'anonymous' ? '' : viewer.account}`;
  const counts = used.get(world) ?? new Map<string, number>();
  const total = (counts.get(key) ?? 0) + points;
  used.set(world, counts.set(key, total));
  return { limit: LIMIT, used: total, remaining: Math.max(0, LIMIT - total), resetAt: (hour + 1) * HOUR };
}
