import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const get = async (pull_number: number) => (await acme.bot().rest.pulls.get({ ...gov, pull_number })).data;
const tip = (branch: string) => acme.world.repositories.get(9001)?.git.branch(branch);

describe('a pull request', () => {
  it('keeps as `base.sha` the tip of when it was opened, whatever the base does since', async () => {
    const opened = await get(await openPacket(acme));
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { other: 'x' } });
    const now = await get(opened.number);
    expect(now.base.sha).toBe(opened.base.sha);
    expect(now.base.sha).not.toBe(tip('main'));
    acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { 'packets/p1/more': 'x' } });
    expect((await get(opened.number)).base.sha).toBe(tip('main'));
  });

  it('is opened once for a head and a base, and not without commits or branches', async () => {
    await openPacket(acme);
    const open = (head: string, base = 'main') => acme.as('eve').rest.pulls.create({ ...gov, title: 't', head, base });
    const field = async (call: Promise<unknown>) => (await refusal(call)).errors;
    expect(await field(open('p1'))).toMatchObject([{ message: 'A pull request already exists for p1.' }]);
    expect(await field(open('main'))).toMatchObject([{ message: 'No commits between main and main' }]);
    expect(await field(open('nowhere'))).toMatchObject([{ field: 'head', code: 'invalid' }]);
    expect(await field(open('p1', 'nowhere'))).toMatchObject([{ field: 'base', code: 'invalid' }]);
  });

  it('lists its files with blob sha, status and the former path of what was moved', async () => {
    const files = { old: 'one\ntwo\nthree\n', 'packets/a': '1\n' };
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
    const number = await openPacket(acme, 'eve', 'p2');
    const moved = { 'packets/p2/new': 'one\ntwo\nthree\n', 'packets/a': '2\n' };
    acme.acts.push({ repository: 'acme/gov', branch: 'p2', by: 'ann', files: moved, remove: ['old'] });
    const { data } = await acme.bot().rest.pulls.listFiles({ ...gov, pull_number: number });
    expect(data.map(({ filename, status, previous_filename }) => [filename, status, previous_filename])).toEqual([
      ['packets/a', 'modified', undefined],
      ['packets/p2/new', 'renamed', 'old'],
      ['packets/p2/packet.yaml', 'added', undefined],
    ]);
    expect(data[0]).toMatchObject({ additions: 1, deletions: 1, patch: '@@ -1,1 +1,1 @@\n-1\n+2' });
    expect(data[2]?.sha).toMatch(/^[0-9a-f]{40}$/);
  });

  it('shows commits with the accounts that their addresses belong to, and `null` for addresses of nobody', async () => {
    const number = await openPacket(acme);
    const author = { name: 'Carol', email: 'ben@acme.test' };
    acme.acts.push({
      repository: 'acme/gov',
      branch: 'p1',
      by: 'ann',
      files: { x: '1' },
      author,
      committer: { email: 'no@one' },
    });
    const { data } = await acme.bot().rest.pulls.listCommits({ ...gov, pull_number: number });
    expect(data.map((commit) => [commit.author?.login, commit.committer?.login])).toEqual([
      ['ann', 'ann'],
      ['ben', undefined],
    ]);
  });

  it('tells of a retarget with the former base, and follows the new one', async () => {
    acme.acts.push({ repository: 'acme/gov', branch: 'council/enterprise', by: 'ann', files: { x: '1' } });
    const pull_number = await openPacket(acme);
    const base = 'council/enterprise';
    const { data } = await acme.as('eve').rest.pulls.update({ ...gov, pull_number, base });
    expect(data.base).toMatchObject({ ref: base, sha: tip(base) });
    const told = JSON.parse(acme.outbox.deliveries.at(-1)?.body ?? '{}');
    expect(told).toMatchObject({ action: 'edited', changes: { base: { ref: { from: 'main' } } } });
    const nowhere = acme.as('eve').rest.pulls.update({ ...gov, pull_number, base: 'nowhere' });
    expect(await refusal(nowhere)).toMatchObject({ status: 422 });
  });

  it('is told of each push to its head with before and after, and closed with its branch', async () => {
    const number = await openPacket(acme);
    const before = tip('p1');
    const after = acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { x: '1' } });
    const synchronized = acme.outbox.deliveries.find(({ action }) => action === 'synchronize');
    expect(JSON.parse(synchronized?.body ?? '{}')).toMatchObject({ before, after, sender: { login: 'ann' } });
    acme.acts.move({ repository: 'acme/gov', branch: 'p1', by: 'ann', to: null });
    expect(await get(number)).toMatchObject({ state: 'closed', merged: false });
    const reopen = acme.as('eve').rest.pulls.update({ ...gov, pull_number: number, state: 'open' });
    expect(await refusal(reopen)).toMatchObject({ status: 422 });
  });

  it('from a fork names the fork as head, and nothing once the fork is gone', async () => {
    acme.acts.setVisibility('acme/gov', 'admin', 'public');
    acme.acts.fork('acme/gov', 'mal');
    acme.acts.push({ repository: 'mal/gov', branch: 'evil', by: 'mal', files: { 'packets/p9/packet.yaml': 'x' } });
    const opened = await acme.as('mal').rest.pulls.create({ ...gov, title: 't', head: 'mal:evil', base: 'main' });
    expect(opened.data.head).toMatchObject({ label: 'mal:evil', repo: { full_name: 'mal/gov', fork: true } });
    acme.acts.deleteRepository('mal/gov');
    expect((await get(opened.data.number)).head).toMatchObject({ ref: 'evil', repo: null });
  });

  it('is a draft until somebody says otherwise', async () => {
    const number = await openPacket(acme);
    acme.acts.draft('acme/gov', number, 'eve', true);
    expect(await get(number)).toMatchObject({ draft: true, mergeable_state: 'draft' });
    const told = acme.outbox.deliveries.at(-1);
    expect(told?.action).toBe('converted_to_draft');
  });

  it('is listed by state, head and base, newest first', async () => {
    const [first, second] = [await openPacket(acme), await openPacket(acme, 'ann', 'p2')];
    const list = async (query: object) =>
      (await acme.bot().rest.pulls.list({ ...gov, ...query })).data.map(({ number }) => number);
    expect(await list({})).toEqual([second, first]);
    expect(await list({ head: 'acme:p1' })).toEqual([first]);
    await acme.as('eve').rest.pulls.update({ ...gov, pull_number: first, state: 'closed', title: 'Old' });
    expect(await list({})).toEqual([second]);
    expect(await list({ state: 'all', direction: 'asc' })).toEqual([first, second]);
  });

  it('cannot be edited by who neither wrote it nor can write', async () => {
    const pull_number = await openPacket(acme, 'ann');
    const edit = acme.as('eve').rest.pulls.update({ ...gov, pull_number, title: 'mine' });
    expect(await refusal(edit)).toMatchObject({ status: 404 });
  });
});
