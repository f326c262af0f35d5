import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Acts } from './acts.ts';
import type { Clock } from './clock.ts';
import { type AppOptions, newWorld } from './new-world.ts';
import type { Visit } from './pages/visit.ts';
import { Seed } from './seed.ts';
import { Door, type RestAnswer } from './server/door.ts';
import { Faults } from './server/faults.ts';
import type { LoggedRequest } from './server/log.ts';
import type { WriteHook } from './server/writes.ts';
import type { Outbox } from './webhooks/outbox.ts';
import { Post, type Receiver } from './webhooks/post.ts';
import type { World } from './world.ts';

export interface GitHubOptions {
  readonly clock: Clock;
  /** `webhookUrl` may be set later, by `webhook.url`. */
  readonly app: AppOptions & { readonly webhookSecret: string; readonly webhookUrl?: string };
  /** Where the bare repositories go; a temporary folder that `close` removes where it is left out. */
  readonly dir?: string;
  /** Gets each REST answer as it was sent. */
  readonly onAnswer?: (answer: RestAnswer) => void;
  /** A free port where it is left out. */
  readonly port?: number;
}

/** A running stand-in. Over HTTP it is GitHub Enterprise Server; the rest of this is how a test directs it. */
export interface GitHub {
  /** `http://127.0.0.1:<port>`: REST at `/api/v3`, GraphQL at `/api/graphql`, git at `/<owner>/<repo>.git`. */
  readonly origin: string;
  readonly clock: Clock;
  /** Everything it knows, as records: forge by writing to them. */
  readonly world: World;
  /** Makes the world before the story, told to nobody. */
  readonly seed: Seed;
  /** What people and machines do, told to the App. */
  readonly acts: Acts;
  /** What goes wrong with requests. */
  readonly faults: Faults;
  /** What goes wrong with webhooks, and what was sent. */
  readonly outbox: Outbox;
  readonly webhook: Receiver;
  /** Each request so far, in order. */
  readonly requests: readonly LoggedRequest[];
  /** Is asked before and after each write from now on; `undefined` asks nobody. */
  onWrite(hook: WriteHook | undefined): void;
  /** Lets people act on the pages at the html addresses, which can be read only until then. */
  receive(visit: Visit): void;
  /** When no request, delivery or workflow run is under way. Held deliveries and hanging requests are not waited for. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a GitHub with one App and nobody else on loopback. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'github-'));
  const world = newWorld({ clock: options.clock, dir, app: options.app });
  const waiting: (() => void)[] = [];
  // After a turn of the event loop: a client that was just answered may be about to ask again.
  const changed = () =>
    setImmediate(() => {
      // A workflow run begins after the request that asked for it was answered.
      if (door.idle) world.queue.start();
      if (door.idle && post.idle && world.queue.idle) for (const go of waiting.splice(0)) go();
    });
  const faults = new Faults();
  const door = new Door(world, faults, changed, options.onAnswer);
  const webhook: Receiver = { url: options.app.webhookUrl, secret: options.app.webhookSecret };
  const post = new Post(world, webhook, changed);
  world.queue.onChange(changed);

  const server = createServer((request, response) => void door.serve(request, response));
  await new Promise<void>((listening) => server.listen(options.port ?? 0, '127.0.0.1', listening));
  world.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin: world.origin,
    clock: options.clock,
    world,
    seed: new Seed(world),
    acts: new Acts(world),
    faults,
    outbox: world.outbox,
    webhook,
    requests: door.log,
    onWrite: (hook) => door.onWrite(hook),
    receive: (visit) => door.receive(visit),
    settled: () =>
      new Promise((go) => {
        waiting.push(go);
        changed();
      }),
    close: async () => {
      faults.clear();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
