import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { signatureOf } from '../../../src/standin/github/actor.ts';
import { type Files, writeCommit } from '../../../src/standin/github/acts/commits.ts';
import { openPull } from '../../../src/standin/github/acts/pulls.ts';
import { moveRef } from '../../../src/standin/github/acts/refs.ts';
import { clockAt } from '../../../src/standin/github/clock.ts';
import { account } from '../../../src/standin/github/find.ts';
import { execute, type GraphqlResponse } from '../../../src/standin/github/graphql/execute.ts';
import { newWorld } from '../../../src/standin/github/new-world.ts';
import { Seed } from '../../../src/standin/github/seed.ts';
import type {
  AppPermissions,
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

const ids = { app: 77, bot: 1000, org: 1, ann: 11, ben: 12, eve: 13, outsider: 14, owners: 501, gov: 9001 };
export type Login = 'ann' | 'ben' | 'eve' | 'outsider' | 'bot';

/**
 * The organization acme with one governance repository, two writers, a reader and an App that is installed on it.
 * Lives as long as the test that makes it.
 */
export class Acme {
  readonly world: World;
  readonly seed: Seed;
  readonly gov: Repository;
  readonly #granted: AppPermissions;

  constructor(granted: AppPermissions = GRANTED) {
    const app = { id: ids.app, slug: 'gate', name: 'gate', publicKey: '', permissions: granted, events: [] };
    const dir = mkdtempSync(join(tmpdir(), 'standin-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    this.world = newWorld({ clock: clockAt('2026-11-22T09:00:00Z'), dir, app });
    this.world.origin = 'http://127.0.0.1:1';
    this.seed = new Seed(this.world);
    this.#granted = granted;
    for (const login of ['ann', 'ben', 'eve', 'outsider'] as const) {
      this.seed.account({ login, id: ids[login], emails: [`${login}@acme.test`] });
    }
    this.seed.organization({ login: 'acme', id: ids.org, members: { ann: 'member', ben: 'member', eve: 'member' } });
    this.seed.team({ organization: 'acme', slug: 'owners', id: ids.owners, members: ['ann', 'ben'] });
    this.gov = this.seed.repository({
      owner: 'acme',
      name: 'gov',
      id: ids.gov,
      collaborators: { ann: 'write', ben: 'write', eve: 'read', 'gate[bot]': 'write' },
      branches: { main: { 'README.md': 'the governance of acme\n' } },
      by: 'ann',
    });
    this.seed.installation({ account: 'acme', id: 5 });
    this.world.clock.advance(1);
  }

  /** The App's installation, with fewer permissions where they are given. */
  bot(permissions: AppPermissions = this.#granted): InstallationViewer {
    const repositories = new Set([ids.gov]);
    return {
      kind: 'installation',
      app: this.world.app.id,
      account: ids.bot,
      installation: 5,
      repositories,
      permissions,
    };
  }

  person(login: Login): Viewer {
    return { kind: 'account', account: ids[login] };
  }

  id(of: keyof typeof ids): number {
    return ids[of];
  }

  /** Pushes one commit on top of the branch, which begins at main when it is new; the clock moves by a second. */
  push(login: Login, branch: string, files: Files, message = `change ${Object.keys(files).join(', ')}`): string {
    const { world, gov } = this;
    world.clock.advance(1);
    const tip = gov.git.branch(branch) ?? gov.git.branch('main');
    const author = signatureOf(world, account(world, ids[login]));
    const parents = tip === undefined ? [] : [tip];
    const to = writeCommit(gov, { parents, files, message, author, committer: author });
    moveRef(world, gov, this.person(login), { ref: `refs/heads/${branch}`, to });
    return to;
  }

  /** Opens a pull request by eve, of one commit by ann, into main. */
  open(files: Files = { 'packets/p1/packet.yaml': 'id: p1\n' }, head = 'p1'): PullRequest {
    this.push('ann', head, files);
    this.world.clock.advance(1);
    return openPull(this.world, this.gov, this.person('eve'), {
      title: 'A packet',
      body: 'please',
      head,
      base: 'main',
    });
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
