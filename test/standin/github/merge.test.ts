import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const repository = () => acme.world.repositories.get(9001);
const tip = (branch: string) => repository()?.git.branch(branch) ?? '';
const merge = (pull_number: number, more = {}) => acme.bot().rest.pulls.merge({ ...gov, pull_number, ...more });

describe('merging', () => {
  it('makes a commit of the base tip and the exact head, signed by GitHub', async () => {
    const number = await openPacket(acme);
    const [base, head] = [tip('main'), tip('p1')];
    const { data } = await merge(number, { sha: head, merge_method: 'merge' });
    expect(tip('main')).toBe(data.sha);
    const commit = (await acme.bot().rest.git.getCommit({ ...gov, commit_sha: data.sha })).data;
    expect(commit.parents.map(({ sha }) => sha)).toEqual([base, head]);
    expect(commit).toMatchObject({ committer: { name: 'GitHub' }, verification: { verified: true } });
    expect(commit.message).toBe('Merge pull request #1 from acme/p1\n\nA packet');
  });

  it('answers 409 when the head is another than the sha that was given, and merges nothing', async () => {
    const number = await openPacket(acme);
    const [sha, base] = [tip('p1'), tip('main')];
    acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { x: '1' } });
    expect(await refusal(merge(number, { sha }))).toMatchObject({
      status: 409,
      message: 'Head branch was modified. Review and try the merge again.',
    });
    expect(tip('main')).toBe(base);
  });

  it('without a sha merges whatever is there', async () => {
    const number = await openPacket(acme);
    const head = acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { x: '1' } });
    const { data } = await merge(number);
    expect(repository()?.git.objects.commit(data.sha)?.parents[1]).toBe(head);
  });

  it('keeps what the base got since, file by file', async () => {
    const number = await openPacket(acme);
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { 'packets/other/packet.yaml': 'o' } });
    await merge(number, { sha: tip('p1') });
    const { data } = await acme.bot().rest.git.getTree({ ...gov, tree_sha: 'main', recursive: '1' });
    const packets = data.tree.map(({ path }) => path).filter((path) => path?.endsWith('.yaml'));
    expect(packets).toEqual(['packets/other/packet.yaml', 'packets/p1/packet.yaml']);
  });

  it('answers 405 where both sides changed one file, which `mergeable` says before', async () => {
    const number = await openPacket(acme);
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { 'packets/p1/packet.yaml': 'other' } });
    const { data } = await acme.bot().rest.pulls.get({ ...gov, pull_number: number });
    expect(data).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    expect(await refusal(merge(number))).toMatchObject({ status: 405, message: 'Pull Request is not mergeable' });
  });

  it('answers 405 for a draft, for a closed one and the second time', async () => {
    const number = await openPacket(acme);
    acme.acts.draft('acme/gov', number, 'eve', true);
    expect(await refusal(merge(number))).toMatchObject({ status: 405, message: 'Pull Request is still a draft' });
    acme.acts.draft('acme/gov', number, 'eve', false);
    const asked = () => acme.bot().rest.pulls.checkIfMerged({ ...gov, pull_number: number });
    expect(await refusal(asked())).toMatchObject({ status: 404 });
    await merge(number);
    expect((await asked()).status).toBe(204);
    expect(await refusal(merge(number))).toMatchObject({ status: 405 });
  });

  it('squashing makes one commit with the base as its only parent; rebasing makes the commits again', async () => {
    const squashed = await merge(await openPacket(acme), { merge_method: 'squash' });
    const one = repository()?.git.objects.commit(squashed.data.sha);
    expect(one?.parents).toHaveLength(1);
    const number = await openPacket(acme, 'eve', 'p2');
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files: { aside: '1' } });
    const head = tip('p2');
    const rebased = await merge(number, { merge_method: 'rebase' });
    expect(rebased.data.sha).not.toBe(head);
    const { data } = await acme.bot().rest.pulls.get({ ...gov, pull_number: number });
    expect(data).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: rebased.data.sha });
  });

  it('is also what happens when the head gets into the base by a push', async () => {
    const number = await openPacket(acme);
    acme.acts.move({ repository: 'acme/gov', branch: 'main', by: 'ann', to: tip('p1') });
    const { data } = await acme.bot().rest.pulls.get({ ...gov, pull_number: number });
    expect(data).toMatchObject({ merged: true, merged_by: { login: 'ann' } });
  });

  it('needs `contents: write` of the App, and `workflows: write` for what a runner would execute', async () => {
    acme.acts.push({
      repository: 'acme/gov',
      branch: 'ci',
      by: 'ann',
      files: { '.github/workflows/x.yml': 'on: push' },
    });
    const opened = await acme.as('ann').rest.pulls.create({ ...gov, title: 'ci', head: 'ci', base: 'main' });
    const refused = await refusal(merge(opened.data.number));
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.message).toContain('without `workflows` permission');
  });

  it('is told by `closed` with `merged`, after the push to the base', async () => {
    const number = await openPacket(acme);
    await merge(number);
    const told = acme.outbox.deliveries.map(({ event, action }) => `${event} ${action}`);
    expect(told.indexOf('pull_request closed')).toBeGreaterThan(told.lastIndexOf('push null'));
    const closed = acme.outbox.deliveries.find(({ action }) => action === 'closed');
    expect(JSON.parse(closed?.body ?? '{}')).toMatchObject({ pull_request: { merged: true }, sender: { type: 'Bot' } });
  });
});
