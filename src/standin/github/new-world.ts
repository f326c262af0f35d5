import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import { Queue } from './queue.ts';
import { Outbox } from './webhooks/outbox.ts';
import type { App, AppPermissions, IdKind, World } from './world.ts';

export interface AppOptions {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  /** PEM of the key whose private half signs the App's JWTs. */
  readonly publicKey: string;
  readonly permissions: AppPermissions;
  readonly events: readonly string[];
  /** The id of its account `<slug>[bot]`. */
  readonly accountId?: number;
}

/** Where counting starts: ids of different kinds are told apart at a glance, and never the same number. */
const FIRST: Record<IdKind, number> = {
  account: 1000,
  team: 5000,
  repository: 9000,
  installation: 7000,
  issue: 10_000,
  pull: 20_000,
  review: 30_000,
  comment: 40_000,
  suite: 50_000,
  run: 60_000,
  activity: 70_000,
  ruleset: 80_000,
  label: 90_000,
  event: 100_000,
  attestation: 110_000,
  token: 1,
  workflow: 120_000,
  workflowRun: 130_000,
};

/** The next id that nobody chose: some are counted, some are chosen by who makes the world. */
export function unused(world: World, kind: IdKind, taken: { has(id: number): boolean }): number {
  const id = world.next(kind);
  return taken.has(id) ? unused(world, kind, taken) : id;
}

/** An empty GitHub with one App, which its own account `<slug>[bot]` acts for. */
export function newWorld(options: { clock: Clock; dir: string; app: AppOptions }): World {
  const { clock, dir } = options;
  const taken = new Map<IdKind, number>();
  const next = (kind: IdKind): number => {
    const id = taken.get(kind) ?? FIRST[kind];
    taken.set(kind, id + 1);
    return id;
  };
  const createdAt = clock.now();
  const { accountId: account = next('account'), ...given } = options.app;
  const app: App = { ...given, account, owner: account, createdAt };
  const login = `${app.slug}[bot]`;
  return {
    clock,
    origin: '',
    dir,
    app,
    apps: new Map([[app.id, app]]),
    accounts: new Map([[account, { type: 'Bot', id: account, login, name: null, emails: [], createdAt }]]),
    teams: new Map(),
    repositories: new Map(),
    installations: new Map(),
    tokens: new Map(),
    formerNames: new Map(),
    attestationAnswers: { inline: false, none: 404 },
    rulesetAnswers: { bypassShownToApps: false, rulesHiddenFrom: 'nobody' },
    readerAnswers: { graphqlShowsApps: true },
    secret: randomBytes(32),
    outbox: new Outbox(() => clock.now()),
    queue: new Queue(),
    next,
  };
}
