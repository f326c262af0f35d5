import type { Viewer, World } from '../world.ts';

const LIMIT = 5000;
const HOUR_S = 3600;

/** Counts the requests of each viewer in an hour of the world's clock, and says so. It refuses nobody: faults do. */
export class Limits {
  readonly #used = new Map<string, number>();

  headers(world: World, viewer: Viewer, resource: 'core' | 'graphql'): Record<string, string> {
    const hour = Math.floor(world.clock.now() / 1000 / HOUR_S);
    const key = `${hour} ${resource} ${viewer.kind} ${viewer.kind === 'anonymous' ? '' : viewer.account}`;
    const used = (this.#used.get(key) ?? 0) + 1;
    this.#used.set(key, used);
    return {
      'x-ratelimit-limit': String(LIMIT),
      'x-ratelimit-used': String(used),
      'x-ratelimit-remaining': String(Math.max(1, LIMIT - used)),
      'x-ratelimit-reset': String((hour + 1) * HOUR_S),
      'x-ratelimit-resource': resource,
    };
  }
}
