import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, startAcme } from './acme.ts';

const run = promisify(execFile);
let acme: Acme;
let folder: string;
beforeEach(async () => {
  acme = await startAcme();
  folder = mkdtempSync(join(tmpdir(), 'clone-'));
});
afterEach(async () => {
  await acme.close();
  rmSync(folder, { recursive: true });
});

const IDENTITY = ['-c', 'user.name=Ann', '-c', 'user.email=ann@acme.test'];
async function git(...args: string[]): Promise<string> {
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };
  const { stdout } = await run('git', [...IDENTITY, ...args], { cwd: folder, env });
  return stdout.trim();
}
const url = (login?: string, name = 'acme/gov') => {
  const at = new URL(`${acme.origin}/${name}.git`);
  if (login !== undefined) Object.assign(at, { username: 'x-access-token', password: acme.seed.token(login) });
  return at.href;
};
/** Clones as the person, changes a file, and commits it. */
async function commit(login: string, branch: string): Promise<string> {
  await git('clone', '-q', url(login), '.');
  await git('checkout', '-q', '-B', branch, 'origin/main');
  writeFileSync(join(folder, 'hello'), 'hello\n');
  await git('add', 'hello');
  await git('commit', '-q', '-m', 'Say hello');
  return git('rev-parse', 'HEAD');
}
const said = (push: Promise<string>) =>
  push.then(
    () => 'pushed',
    (error: { stderr: string }) => error.stderr,
  );

describe('a plain git', () => {
  it('clones what the API and acts made, and finds every object whole', async () => {
    const number = await openPacket(acme);
    const { data } = await acme.bot().rest.pulls.merge({ ...gov, pull_number: number });
    await git('clone', '-q', url('eve'), '.');
    expect(await git('rev-parse', 'HEAD')).toBe(data.sha);
    expect(await git('fsck', '--strict', '--full')).toBe('');
    expect(await git('log', '-1', '--format=%cn %s')).toBe('GitHub Merge pull request #1 from acme/p1');
    expect(await git('ls-tree', '-r', '--name-only', 'HEAD')).toContain('packets/p1/packet.yaml');
  });

  it("fetches a pull request's head by its ref, and any commit by its sha", async () => {
    await openPacket(acme);
    const sha = acme.world.repositories.get(9001)?.git.branch('p1') ?? '';
    await git('clone', '-q', '--single-branch', url('eve'), '.');
    await git('fetch', '-q', 'origin', 'refs/pull/1/head');
    expect(await git('rev-parse', 'FETCH_HEAD')).toBe(sha);
    expect(await git('fetch', '-q', '--depth=1', 'origin', sha)).toBe('');
  });

  it('pushes, which the activity log, the webhook and the pull request tell by who was logged in', async () => {
    const head = await commit('ben', 'topic');
    await git('push', '-q', 'origin', 'topic');
    const [row] = (await acme.bot().rest.repos.listActivities({ ...gov, ref: 'topic' })).data;
    expect(row).toMatchObject({ activity_type: 'branch_creation', after: head, actor: { login: 'ben' } });
    const told = acme.outbox.deliveries.find(({ event }) => event === 'push');
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
      pusher: { name: 'ben' },
      created: true,
      head_commit: { author: { username: 'ann' }, added: ['hello'] },
    });
    const opened = await acme.as('eve').rest.pulls.create({ ...gov, title: 't', head: 'topic', base: 'main' });
    await git('commit', '-q', '--amend', '-m', 'Say it again');
    await git('push', '-q', '--force', 'origin', 'topic');
    const { data } = await acme.bot().rest.pulls.get({ ...gov, pull_number: opened.data.number });
    expect(data.head.sha).toBe(await git('rev-parse', 'HEAD'));
    expect((await acme.bot().rest.repos.listActivities({ ...gov, ref: 'topic' })).data[0]?.activity_type).toBe(
      'force_push',
    );
    await git('push', '-q', 'origin', '--delete', 'topic');
    expect(acme.world.repositories.get(9001)?.git.branch('topic')).toBeUndefined();
  });

  it('is told why a ruleset refuses its push, and no ref moves', async () => {
    const rules = [{ type: 'update' as const }];
    acme.seed.ruleset({ repository: 'acme/gov', name: 'lock', include: ['~DEFAULT_BRANCH'], rules });
    const before = acme.world.repositories.get(9001)?.git.branch('main');
    await commit('ann', 'main');
    const refused = await said(git('push', 'origin', 'main', 'HEAD:other'));
    expect(refused).toContain('GH013: Repository rule violations found for refs/heads/main.');
    expect(refused).toContain('- Cannot update this protected ref.');
    expect(refused).toMatch(/remote rejected.*push declined due to repository rule violations/);
    expect(acme.world.repositories.get(9001)?.git.branch('main')).toBe(before);
    expect(acme.world.repositories.get(9001)?.git.branch('other')).toBe(await git('rev-parse', 'HEAD'));
  });

  it('needs a login for a private repository, write to push, and cannot push hidden refs', async () => {
    expect(await said(git('ls-remote', url()))).toMatch(/could not read Username|Authentication/);
    expect(await said(git('ls-remote', url('mal')))).toContain('not found');
    await commit('eve', 'topic');
    expect(await said(git('push', 'origin', 'topic'))).toContain('403');
    await git('remote', 'set-url', 'origin', url('ann'));
    expect(await said(git('push', 'origin', 'topic:refs/pull/7/head'))).toContain('deny updating a hidden ref');
  });

  it('clones with the installation token of the App, as long as it is narrowed to that repository', async () => {
    const auth = (await acme.bot().auth({ type: 'installation' })) as { token: string };
    const at = new URL(`${acme.origin}/acme/gov.git`);
    Object.assign(at, { username: 'x-access-token', password: auth.token });
    await git('clone', '-q', '--bare', at.href, '.');
    expect(await git('rev-parse', 'main')).toBe(acme.world.repositories.get(9001)?.git.branch('main'));
  });

  it('reaches a commit of a fork by its sha in the repository that was forked', async () => {
    acme.acts.fork('acme/gov', 'ann');
    const sha = acme.acts.push({ repository: 'ann/gov', branch: 'only-here', by: 'ann', files: { x: '1' } });
    expect((await acme.bot().rest.git.getCommit({ ...gov, commit_sha: sha })).data.sha).toBe(sha);
    await git('clone', '-q', url('ann', 'ann/gov'), '.');
    expect(await git('rev-parse', 'origin/only-here')).toBe(sha);
    expect(acme.world.repositories.get(9001)?.git.branch('only-here')).toBeUndefined();
  });
});
