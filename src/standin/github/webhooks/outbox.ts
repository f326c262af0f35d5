import type { Instant } from '../state/account.ts';

/** One attempt to bring an event to the App. Redeliveries keep the `guid` and have an `id` of their own. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation: number;
  readonly repository: number | null;
  /** The exact bytes that are signed and sent. */
  readonly body: string;
  readonly at: Instant;
  readonly redelivery: boolean;
  state: 'waiting' | 'held' | 'lost' | 'delivered' | 'failed';
  statusCode: number | null;
}

/** What an act wants to be told; ids and state are given by the outbox. */
export type Notice = Pick<Delivery, 'event' | 'action' | 'installation' | 'repository' | 'body'>;

/** Where acts put notices. Sending is `post.ts`; what goes wrong on the way is data, set by a test. */
export class Outbox {
  readonly deliveries: Delivery[] = [];
  readonly #waiting: Delivery[] = [];
  readonly #now: () => Instant;
  #next = 1;
  #silent = false;
  #holding = false;
  #lose = 0;
  #double = 0;
  #wake: () => void = () => undefined;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /** Runs `change` without telling anyone: the world as it was before the App was installed. */
  quietly<T>(change: () => T): T {
    const before = this.#silent;
    this.#silent = true;
    try {
      return change();
    } finally {
      this.#silent = before;
    }
  }

  add(notice: Notice): void {
    if (this.#silent) return;
    const delivery = this.#record(notice, guid(this.#next), false);
    if (this.#lose > 0) {
      this.#lose--;
      delivery.state = 'lost';
      return;
    }
    this.#send(delivery);
    if (this.#double > 0) {
      this.#double--;
      this.redeliver(delivery.id);
    }
  }

  #record(notice: Notice, id: string, redelivery: boolean): Delivery {
    const { event, action, installation, repository, body } = notice;
    const subject = { event, action, installation, repository, body };
    const fixed = { id: this.#next++, guid: id, at: this.#now(), redelivery, ...subject };
    const delivery: Delivery = { ...fixed, state: 'waiting', statusCode: null };
    this.deliveries.push(delivery);
    return delivery;
  }

  #send(delivery: Delivery): void {
    delivery.state = this.#holding ? 'held' : 'waiting';
    if (this.#holding) return;
    this.#waiting.push(delivery);
    this.#wake();
  }

  /** Sends the same bytes under the same GUID once more. */
  redeliver(id: number): Delivery {
    const original = this.deliveries.find((delivery) => delivery.id === id);
    if (original === undefined) throw new RangeError(`the stand-in has no delivery ${id}`);
    const again = this.#record(original, original.guid, true);
    this.#send(again);
    return again;
  }

  /** From now on deliveries are kept back until `release`. */
  hold(): void {
    this.#holding = true;
  }

  /** Sends what was held, in the order that `reorder` gives it, and holds no longer. */
  release(reorder: (held: Delivery[]) => Delivery[] = (held) => held): void {
    this.#holding = false;
    for (const delivery of reorder(this.deliveries.filter(({ state }) => state === 'held'))) this.#send(delivery);
  }

  /** The next `count` deliveries never arrive, though GitHub believes that it tried. */
  loseNext(count: number): void {
    this.#lose = count;
  }

  /** The next `count` deliveries arrive twice, under one GUID. */
  doubleNext(count: number): void {
    this.#double = count;
  }

  /** For the sender alone: what to send next, and whom to wake when there is something. */
  take(): Delivery | undefined {
    return this.#waiting.shift();
  }

  onWaiting(wake: () => void): void {
    this.#wake = wake;
  }

  get waiting(): number {
    return this.#waiting.length;
  }
}

function guid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
