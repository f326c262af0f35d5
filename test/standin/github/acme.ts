import { generateKeyPairSync } from 'node:crypto';
import { Octokit } from '@octokit/rest';
import { ProbotOctokit } from 'probot';
import { clockAt } from '../../../src/standin/github/clock.ts';
import { type GitHub, startGitHub } from '../../../src/standin/github/github.ts';
import type { RestAnswer } from '../../../src/standin/github/server/door.ts';
import type { AppPermissions } from '../../../src/standin/github/world.ts';
import { recordAnswer, recordDeliveries } from '../recorder.ts';

export const APP_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
export const SECRET = 'the secret of the webhooks';

const PERMISSIONS: AppPermissions = {
  metadata: 'read',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
  checks: 'write',
  members: 'read',
};
const EVENTS = [
  'pull_request',
  'pull_request_review',
  'issue_comment',
  'issues',
  'push',
  'create',
  'delete',
  'check_run',
  'check_suite',
  'fork',
  'public',
  'repository',
  'repository_dispatch',
  'repository_ruleset',
  'member',
  'membership',
];

/** What one repository call needs, spread into every request. */
export const gov = { owner: 'acme', repo: 'gov' } as const;

export interface Acme extends GitHub {
  /** The REST answers given so far. */
  readonly answers: RestAnswer[];
  /** A person, by their token. */
  as(login: string): Octokit;
  /** The App as its installation, by tokens that it gets with its JWT. */
  bot(): InstanceType<typeof ProbotOctokit>;
}

/** The organization acme: ann and ben write and own `packets/`, eve may only read, the App `gate` is installed. */
export async function startAcme(
  options: { permissions?: AppPermissions; events?: readonly string[] } = {},
): Promise<Acme> {
  const answers: RestAnswer[] = [];
  const github = await startGitHub({
    clock: clockAt('2026-11-22T09:00:00Z'),
    app: {
      id: 77,
      slug: 'gate',
      name: 'gate',
      publicKey: APP_KEY.publicKey,
      permissions: options.permissions ?? PERMISSIONS,
      events: options.events ?? EVENTS,
      webhookSecret: SECRET,
    },
    onAnswer: (answer) => {
      answers.push(answer);
      recordAnswer(answer);
    },
  });
  const { seed } = github;
  for (const [login, id] of Object.entries({ ann: 11, ben: 12, eve: 13, mal: 14, admin: 15 }))
    seed.account({ login, id, emails: [`${login}@acme.test`] });
  seed.organization({ login: 'acme', id: 1, members: { ann: 'member', ben: 'member', eve: 'member', admin: 'admin' } });
  seed.team({ organization: 'acme', slug: 'owners', id: 501, members: ['ann', 'ben'] });
  seed.repository({
    ...{ owner: 'acme', name: 'gov', id: 9001, by: 'admin' },
    collaborators: { ann: 'write', ben: 'write', eve: 'read' },
    teams: { owners: 'write' },
    branches: { main: { 'README.md': 'the governance of acme\n', '.github/CODEOWNERS': 'packets/ @ann @ben\n' } },
  });
  seed.installation({ account: 'acme', id: 5 });
  const baseUrl = `${github.origin}/api/v3`;
  return {
    ...github,
    answers,
    close: async () => {
      recordDeliveries(github.outbox.deliveries);
      await github.close();
    },
    as: (login) => new Octokit({ auth: seed.token(login), baseUrl, log: SILENT }),
    bot: () => {
      const auth = { appId: 77, privateKey: APP_KEY.privateKey, installationId: 5 };
      const quiet = { throttle: { enabled: false }, retry: { enabled: false }, log: SILENT };
      return new ProbotOctokit({ auth, baseUrl, ...quiet });
    },
  };
}

const say = () => undefined;
const SILENT = { debug: say, info: say, warn: say, error: say };

/** Pushes a branch with one packet and opens a pull request for it into `base`. */
export async function openPacket(acme: Acme, by = 'eve', head = 'p1', base = 'main'): Promise<number> {
  acme.acts.push({
    repository: 'acme/gov',
    branch: head,
    by: 'ann',
    files: { [`packets/${head}/packet.yaml`]: 'id: p1\n' },
  });
  acme.clock.advance(1);
  const { data } = await acme.as(by).rest.pulls.create({ ...gov, title: 'A packet', head, base, body: 'please' });
  return data.number;
}

/** The status and message of a refusal, for a call that must be refused. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; message: string; errors?: unknown }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'status' in error && 'response' in error) {
      const { data } = error.response as { data: { message: string; errors?: unknown } };
      return { ...data, status: error.status as number };
    }
    throw error;
  }
  throw new Error('it was not refused');
}
