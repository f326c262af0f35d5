import { createHmac } from 'node:crypto';
import type { World } from '../world.ts';
import type { Delivery } from './outbox.ts';

const TIMEOUT_MS = 10_000;

export interface Receiver {
  /** Where the App listens; until it is set, deliveries fail as they would at a host that is down. */
  url: string | undefined;
  readonly secret: string;
}

/**
 * Brings what is in the outbox to the App, one after the other and never inside the request that caused it. GitHub
 * promises no order at all; here it is kept, so that a run can be repeated, and a test disturbs it on purpose.
 */
export class Post {
  readonly #world: World;
  readonly #receiver: Receiver;
  readonly #changed: () => void;
  #busy = false;

  constructor(world: World, receiver: Receiver, changed: () => void) {
    this.#world = world;
    this.#receiver = receiver;
    this.#changed = changed;
    world.outbox.onWaiting(() => setImmediate(() => void this.#run()));
  }

  get idle(): boolean {
    return !this.#busy && this.#world.outbox.waiting === 0;
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#world.outbox.take(); next !== undefined; next = this.#world.outbox.take())
      await this.#deliver(next);
    this.#busy = false;
    this.#changed();
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { url, secret } = this.#receiver;
    try {
      if (url === undefined) throw new TypeError('the App has no webhook url');
      const headers = headersOf(this.#world, delivery, secret);
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(url, { method: 'POST', headers, body: delivery.body, signal });
      await answer.arrayBuffer();
      delivery.statusCode = answer.status;
      delivery.state = answer.ok ? 'delivered' : 'failed';
    } catch {
      // Whatever went wrong on the way, GitHub notes that it failed and does not try again.
      delivery.state = 'failed';
    }
  }
}

/** "Webhook events and payloads", delivery headers. */
function headersOf(world: World, delivery: Delivery, secret: string): Record<string, string> {
  const hmac = (algorithm: string) => createHmac(algorithm, secret).update(delivery.body).digest('hex');
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/standin',
    'x-github-event': delivery.event,
    'x-github-delivery': delivery.guid,
    'x-github-hook-id': String(world.app.id),
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': String(world.app.id),
    'x-hub-signature': `sha1=${hmac('sha1')}`,
    'x-hub-signature-256': `sha256=${hmac('sha256')}`,
  };
}
