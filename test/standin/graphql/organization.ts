import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signatureOf } from '../../../src/standin/github/actor.ts';
import { type Files, writeCommit } from '../../../src/standin/github/acts/commits.ts';
import { newRepository } from '../../../src/standin/github/acts/new-repository.ts';
import { openPull } from '../../../src/standin/github/acts/pulls.ts';
import { moveRef } from '../../../src/standin/github/acts/refs.ts';
import { clockAt } from '../../../src/standin/github/clock.ts';
import { execute, type GraphqlResponse } from '../../../src/standin/github/graphql/execute.ts';
import { Outbox } from '../../../src/standin/github/webhooks/outbox.ts';
import type {
  Account,
  AppPermissions,
  IdKind,
  InstallationViewer,
  PullRequest,
  Repository,
  Viewer,
  World,
} from '../../../src/standin/github/world.ts';

/** What the bot is granted, as far as GraphQL looks at it. */
export const GRANTED: AppPermissions = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  members: 'read',
};

const ids = { app: 77, bot: 900, org: 1, ann: 11, ben: 12, eve: 13, outsider: 14, owners: 501, gov: 9001 };

/** The organization acme with one governance repository, two writers and an App that is installed on it. */
export class Acme {
  readonly world: World;
  readonly gov: Repository;
  readonly #granted: AppPermissions;

  constructor(granted: AppPermissions = GRANTED) {
    this.#granted = granted;
    this.world = emptyWorld(granted);
    const { world } = this;
    this.gov = newRepository(world, { owner: ids.org, name: 'gov', id: ids.gov });
    for (const writer of [ids.ann, ids.ben, ids.bot]) this.gov.collaborators.set(writer, 'write');
    this.gov.collaborators.set(ids.eve, 'read');
    world.installations.set(5, {
      id: 5,
      account: ids.org,
      repositories: new Set([ids.gov]),
      permissions: granted,
      events: [],
      suspended: false,
      createdAt: world.clock.now(),
    });
    this.push('ann', 'main', { 'README.md': 'the governance of acme\n' });
  }

  /** The App's installation, with fewer permissions where they are given. */
  bot(permissions: AppPermissions = this.#granted): InstallationViewer {
    const repositories = new Set([ids.gov]);
    return { kind: 'installation', account: ids.bot, installation: 5, repositories, permissions };
  }

  person(login: keyof typeof ids): Viewer {
    return { kind: 'account', account: ids[login] };
  }

  id(of: keyof typeof ids): number {
    return ids[of];
  }

  /** Pushes one commit on top of the branch, which begins at main when it is new; the clock moves by a second. */
  push(
    login: keyof typeof ids,
    branch: string,
    files: Files,
    message = `change ${Object.keys(files).join(', ')}`,
  ): string {
    const { world, gov } = this;
    world.clock.advance(1);
    const tip = gov.git.branch(branch) ?? gov.git.branch('main');
    const author = signatureOf(world, account(world, ids[login]));
    const parents = tip === undefined ? [] : [tip];
    const to = writeCommit(gov, { parents, files, message, author, committer: author });
    moveRef(world, gov, this.person(login), { ref: `refs/heads/${branch}`, to });
    return to;
  }

  /** Opens a pull request of one commit by eve into main. */
  open(files: Files = { 'packets/p1/packet.yaml': 'id: p1\n' }, head = 'p1', base = 'main'): PullRequest {
    this.push('ann', head, files);
    this.world.clock.advance(1);
    return openPull(this.world, this.gov, this.person('eve'), { title: 'A packet', body: 'please', head, base });
  }

  ask(query: string, variables: Record<string, unknown> = {}, viewer: Viewer = this.bot()): Promise<GraphqlResponse> {
    return execute(this.world, viewer, { query, variables });
  }

  /** Asks about the governance repository, and throws unless all of it was answered. */
  async governance(selection: string, viewer: Viewer = this.bot()): Promise<Record<string, unknown>> {
    const { data, errors } = await this.ask(`{ repository(owner: "acme", name: "gov") { ${selection} } }`, {}, viewer);
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.repository as Record<string, unknown>;
  }
}

function account(world: World, id: number): Account {
  const found = world.accounts.get(id);
  if (found === undefined) throw new Error(`no account ${id}`);
  return found;
}

function emptyWorld(permissions: AppPermissions): World {
  const clock = clockAt('2026-11-22T09:00:00Z');
  const createdAt = clock.now();
  const counters = new Map<IdKind, number>();
  const world: World = {
    clock,
    origin: 'http://127.0.0.1:1',
    dir: mkdtempSync(join(tmpdir(), 'standin-')),
    app: {
      id: ids.app,
      slug: 'gate',
      name: 'gate',
      account: ids.bot,
      owner: ids.org,
      publicKey: '',
      permissions,
      events: [],
      createdAt,
    },
    accounts: new Map(),
    teams: new Map(),
    repositories: new Map(),
    installations: new Map(),
    tokens: new Map(),
    formerNames: new Map(),
    outbox: new Outbox(() => clock.now()),
    next: (kind) => {
      const id = (counters.get(kind) ?? 100) + 1;
      counters.set(kind, id);
      return id;
    },
  };
  const named = { name: null, emails: [], createdAt };
  for (const login of ['ann', 'ben', 'eve', 'outsider'] as const) {
    world.accounts.set(ids[login], { ...named, type: 'User', id: ids[login], login, emails: [`${login}@acme.test`] });
  }
  world.accounts.set(ids.bot, { ...named, type: 'Bot', id: ids.bot, login: 'gate[bot]' });
  const members = new Map([ids.ann, ids.ben, ids.eve].map((id) => [id, 'member' as const]));
  world.accounts.set(ids.org, { ...named, type: 'Organization', id: ids.org, login: 'acme', members });
  const team = { organization: ids.org, privacy: 'closed' as const, parent: null, createdAt };
  const inTeam = new Map([ids.ann, ids.ben].map((id) => [id, 'member' as const]));
  world.teams.set(ids.owners, { ...team, id: ids.owners, slug: 'owners', name: 'Owners', members: inTeam });
  return world;
}
