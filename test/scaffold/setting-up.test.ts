import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { overlaid } from '../../src/rehearse/overlay.ts';
import { requestAs } from '../../src/rehearse/stage/api.ts';
import { Bot, settingsIn } from '../../src/rehearse/stage/bot.ts';
import { sharedKeys } from '../../src/rehearse/stage/keys.ts';
import { appOf } from '../../src/rehearse/stage/scene.ts';
import { clockAt } from '../../src/standin/github/clock.ts';
import { type GitHub, startGitHub } from '../../src/standin/github/github.ts';
import { repositoryNamed } from '../../src/standin/github/named.ts';
import { type Sigstore, startSigstore } from '../../src/standin/sigstore/sigstore.ts';
import { EXAMPLE, lastingFolder, ROOT, ran } from '../cli/ran.ts';
import { recordAnswer, recordDeliveries } from '../standin/recorder.ts';
import { answersIn, flags, IDENTITY, IN_PROCESS, ISSUER, LEDGER_PEM } from './questions.ts';

/** Not the synchronous one: git asks a server of this very process. */
const exec = promisify(execFile);
const NAME = 'acme/governance';
const SECRET = 'a secret that guards nothing but a test';
const keys = sharedKeys();
const app = appOf(keys);
const folder = lastingFolder();
const dir = join(folder, 'governance');
const clock = clockAt('2026-11-22T09:00:00Z');
let github: GitHub;
let sigstore: Sigstore;
let bot: Bot;

/** An organization that has an App and two empty repositories, and no governance yet. */
beforeAll(async () => {
  sigstore = await startSigstore({ clock, instance: keys.sigstore, log: 'none' });
  github = await startGitHub({ clock, app: { ...app, webhookSecret: SECRET }, onAnswer: recordAnswer });
  const { seed } = github;
  const people = { ann: 1001, 'ann-on-call': 1101, ben: 1002, cyd: 1003, dan: 1004, gus: 1007, 'packet-agent': 2001 };
  for (const [login, id] of Object.entries({ ...people, admin: 4001 })) seed.account({ login, id });
  const members = Object.fromEntries(Object.keys(people).map((login) => [login, 'member' as const]));
  seed.organization({ login: 'acme', id: 501_001, members: { ...members, admin: 'admin' } });
  seed.team({ organization: 'acme', slug: 'release-integrity', id: 501, members: ['cyd', 'dan'] });
  seed.team({ organization: 'acme', slug: 'agents', id: 502, members: ['packet-agent'] });
  const collaborators = Object.fromEntries(Object.keys(people).map((login) => [login, 'write' as const]));
  seed.repository({ owner: 'acme', name: 'governance', id: 9001, collaborators });
  seed.repository({ owner: 'acme', name: 'release-integrity-council', id: 9002 });
  seed.installation({ account: 'acme', id: 6001 });
});
afterAll(async () => {
  await bot?.stop();
  recordDeliveries(github.outbox.deliveries);
  await Promise.all([github.close(), sigstore.close()]);
});

const as = (login: string, route: string, parameters: object = {}) =>
  requestAs({ origin: github.origin, token: github.seed.token(login) }, route, {
    owner: 'acme',
    repo: 'governance',
    ...parameters,
  });

/** Does what a printed line says: git as it stands, `gh api` as the request that it would send. */
async function perform(line: string): Promise<void> {
  if (line.startsWith('git ')) {
    await exec('bash', ['-c', line], { cwd: dir });
    return;
  }
  const [, path = '', file = ''] = /^gh api --method POST (\S+) --input (\S+)$/.exec(line) ?? [];
  if (file !== '') {
    await as(
      'admin',
      `POST /${path}`,
      z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(dir, file), 'utf8'))),
    );
    return;
  }
  if (line === `cd ${dir}`) return;
  const printed = `npx --prefix ${ROOT} countersign `;
  if (!line.startsWith(printed)) throw new Error(`expected a command of this very Countersign, seen ${line}`);
  const words = line.slice(printed.length).split(' ');
  const done = await ran(...words, '--api', `${github.origin}/api/v3`);
  if (done.exit !== 0) throw new Error(`${line}: ${done.exit}\n${done.out}${done.err}`);
}

describe('setting up, by what `countersign init` prints', () => {
  let commands: string[] = [];

  it('begins with files that load', async () => {
    await exec('git', ['init', '--quiet', '--initial-branch=main', dir]);
    const url = github.origin.replace('//', `//admin:${github.seed.token('admin')}@`);
    await exec('git', ['remote', 'add', 'origin', `${url}/${NAME}.git`], { cwd: dir });
    for (const [name, value] of [
      ['user.name', 'admin'],
      ['user.email', 'admin@acme.example'],
    ] as const)
      await exec('git', ['config', name, value], { cwd: dir });
    const written = await ran('init', dir, ...flags({ ...answersIn(folder, sigstore.trustedRoot), ...IN_PROCESS }));
    expect([written.exit, written.err]).toEqual([0, '']);
    expect((await ran('policy', 'explain', '--policies', dir)).exit).toBe(0);
    commands = written.out.split('\n').flatMap((line) => /^ {5}(.*)$/.exec(line)?.[1] ?? []);
  });

  it('goes on with commands that GitHub takes, and ends with a doctor who finds nothing wrong', async () => {
    writeFileSync(join(folder, 'ledger.pem'), LEDGER_PEM);
    process.env.LEDGER_KEY_PATH = join(folder, 'ledger.pem');
    process.env.GITHUB_TOKEN = github.seed.token('admin');
    try {
      for (const command of commands) await perform(command);
    } finally {
      delete process.env.LEDGER_KEY_PATH;
      delete process.env.GITHUB_TOKEN;
    }
    expect(commands.at(-1)).toContain(' countersign doctor ');
    const { git, rulesets } = repositoryNamed(github.world, NAME);
    expect(rulesets.map(({ name }) => name).sort()).toEqual(['councils', 'floor', 'lanes', 'lock', 'main']);
    expect([git.branch('main'), git.branch('council/release-integrity'), git.branch('ledger')]).not.toContain(
      undefined,
    );
  });

  it('leaves nobody but the App able to touch what it governs', async () => {
    const sha = repositoryNamed(github.world, NAME).git.branch('main');
    for (const branch of ['ledger', 'council/release-integrity', 'main']) {
      const ref = `heads/${branch}`;
      await expect(
        as('admin', 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ref, sha, force: true }),
      ).rejects.toThrow();
      await expect(as('admin', 'DELETE /repos/{owner}/{repo}/git/refs/{ref}', { ref })).rejects.toThrow();
    }
  });

  it('has a bot that releases a first packet', async () => {
    const settings = {
      appId: app.id,
      privateKey: keys.app.privateKey,
      webhookSecret: SECRET,
      ledgerKey: LEDGER_PEM,
      webhookKeys: { own: [], shared: new Map() },
      repository: NAME,
      webUrl: github.origin,
      apiUrl: `${github.origin}/api/v3`,
    };
    const identityToken = sigstore.issueToken({ subject: IDENTITY, issuer: ISSUER });
    const signing = { signingConfig: sigstore.signingConfig, identityToken };
    bot = new Bot(settingsIn(join(folder, 'bot'), settings, signing), clock, () => undefined);
    github.webhook.url = await bot.start();
    await bot.sweep();
    await rest();
    const number = await open();
    await rest();
    for (const owner of ['ann', 'ben']) {
      clock.advance(5);
      await as(owner, 'POST /repos/{owner}/{repo}/pulls/{number}/reviews', { number, event: 'APPROVE' });
      await rest();
    }
    const { data } = await as('cyd', 'GET /repos/{owner}/{repo}/pulls/{number}', { number });
    expect(data).toMatchObject({ merged: true });
    const clone = join(folder, 'clone');
    await exec('git', ['clone', '--quiet', '--bare', repositoryNamed(github.world, NAME).git.dir, clone]);
    const log = await exec('git', ['log', '--format=%s', 'ledger'], { cwd: clone });
    expect(log.stdout).toContain('first-packet revision 1 released to release-integrity');
    expect((await ran('ledger', 'verify', clone, '--policies', dir)).exit).toBe(0);
  });
});

/** Until webhooks are delivered, the bot rests and nothing is due. */
async function rest(): Promise<void> {
  for (let before = -1; before !== github.requests.length; ) {
    before = github.requests.length;
    await github.settled();
    await bot.idle();
    while (bot.timer?.ring()) await bot.idle();
    await github.settled();
  }
}

/** The example packet, made one of this council, proposed by the agent. */
async function open(): Promise<number> {
  const text = overlaid(readFileSync(join(EXAMPLE, 'packet.yaml'), 'utf8'), {
    id: 'first-packet',
    requester: 'gus',
    files: ['rationale.md'],
    evidence: [],
  });
  expect(parse(text)).toMatchObject({ council: 'release-integrity' });
  github.acts.push({
    repository: NAME,
    branch: 'ask',
    onto: 'council/release-integrity',
    by: 'packet-agent',
    files: { 'packets/first-packet/packet.yaml': text, 'packets/first-packet/rationale.md': 'a reason\n' },
  });
  clock.advance(1);
  const opened = await as('packet-agent', 'POST /repos/{owner}/{repo}/pulls', {
    title: 'The first packet',
    head: 'ask',
    base: 'council/release-integrity',
  });
  return z.object({ number: z.number() }).parse(opened.data).number;
}
