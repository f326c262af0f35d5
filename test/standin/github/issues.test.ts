import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const list = async (query = {}) => (await acme.bot().rest.issues.listForRepo({ ...gov, ...query })).data;

describe('issues', () => {
  it('say which App made them, so that a marker alone proves nothing', async () => {
    const { data } = await acme.bot().rest.issues.create({ ...gov, title: 'x', body: '<!-- marker -->' });
    expect(data).toMatchObject({ performed_via_github_app: { id: 77 }, user: { login: 'gate[bot]', type: 'Bot' } });
    const copied = await acme.as('ann').rest.issues.create({ ...gov, title: 'x', body: '<!-- marker -->' });
    expect(copied.data.performed_via_github_app).toBeNull();
  });

  it('lose labels without a word when their author may not label, and make missing ones otherwise', async () => {
    const by = (login: string) => acme.as(login).rest.issues.create({ ...gov, title: 'x', labels: ['packet'] });
    expect((await by('eve')).data.labels).toEqual([]);
    expect((await by('ann')).data.labels).toMatchObject([{ name: 'packet' }]);
    expect((await acme.bot().rest.issues.listLabelsForRepo(gov)).data.map(({ name }) => name)).toEqual(['packet']);
  });

  it('are listed together with pull requests, by state, creator, labels and time', async () => {
    const number = await openPacket(acme);
    acme.clock.advance(60);
    const { data } = await acme.bot().rest.issues.create({ ...gov, title: 'x', labels: ['packet'] });
    expect((await list()).map((issue) => [issue.number, issue.pull_request !== undefined])).toEqual([
      [data.number, false],
      [number, true],
    ]);
    expect(await list({ creator: 'gate[bot]' })).toHaveLength(1);
    expect(await list({ creator: 'nobody' })).toEqual([]);
    expect(await list({ labels: 'packet' })).toHaveLength(1);
    expect(await list({ since: '2026-11-22T09:00:30Z' })).toHaveLength(1);
    await acme
      .bot()
      .rest.issues.update({ ...gov, issue_number: data.number, state: 'closed', state_reason: 'not_planned' });
    expect(await list({ state: 'closed' })).toMatchObject([
      { state_reason: 'not_planned', closed_by: { type: 'Bot' } },
    ]);
  });

  it('refuse bodies over 65,536 characters', async () => {
    const open = acme.as('ann').rest.issues.create({ ...gov, title: 'x', body: 'x'.repeat(65_537) });
    expect(await refusal(open)).toMatchObject({ status: 422 });
  });

  it('have comments that their author may edit and delete, and whoever can write', async () => {
    const issue_number = await openPacket(acme);
    const { data: said } = await acme.bot().rest.issues.createComment({ ...gov, issue_number, body: 'held' });
    const comment = { ...gov, comment_id: said.id };
    expect(await refusal(acme.as('eve').rest.issues.updateComment({ ...comment, body: 'go' }))).toMatchObject({
      status: 403,
    });
    expect(await refusal(acme.as('eve').rest.issues.deleteComment(comment))).toMatchObject({ status: 403 });
    await acme.as('ann').rest.issues.updateComment({ ...comment, body: 'go' });
    expect((await acme.bot().rest.issues.getComment(comment)).data).toMatchObject({
      body: 'go',
      user: { login: 'gate[bot]' },
    });
    await acme.as('ann').rest.issues.deleteComment(comment);
    expect((await acme.bot().rest.issues.listComments({ ...gov, issue_number })).data).toEqual([]);
    expect(await refusal(acme.bot().rest.issues.getComment(comment))).toMatchObject({ status: 404 });
  });

  it('carry labels that can be added and taken away', async () => {
    const issue = { ...gov, issue_number: (await acme.bot().rest.issues.create({ ...gov, title: 'x' })).data.number };
    const { rest } = acme.bot();
    await rest.issues.addLabels({ ...issue, labels: ['a', 'b'] });
    await rest.issues.removeLabel({ ...issue, name: 'a' });
    expect((await rest.issues.listLabelsOnIssue(issue)).data.map(({ name }) => name)).toEqual(['b']);
    expect((await rest.issues.createLabel({ ...gov, name: 'c', color: 'ff0000' })).data.color).toBe('ff0000');
    expect(await refusal(rest.issues.createLabel({ ...gov, name: 'C' }))).toMatchObject({ status: 422 });
  });
});

describe('comments', () => {
  it('can be edited by their author and by writers, which shows', async () => {
    const issue_number = await openPacket(acme);
    const { rest } = acme.bot();
    const { data } = await rest.issues.createComment({ ...gov, issue_number, body: 'status' });
    expect(data.performed_via_github_app?.id).toBe(77);
    acme.clock.advance(5);
    const edit = { ...gov, comment_id: data.id, body: 'other' };
    expect(await refusal(acme.as('eve').rest.issues.updateComment(edit))).toMatchObject({ status: 403 });
    const edited = await acme.as('ann').rest.issues.updateComment(edit);
    expect(edited.data).toMatchObject({ body: 'other', updated_at: '2026-11-22T09:00:06Z', user: { type: 'Bot' } });
    expect((await rest.issues.listComments({ ...gov, issue_number })).data).toHaveLength(1);
    expect((await rest.issues.getComment({ ...gov, comment_id: data.id })).data.body).toBe('other');
  });

  it('are refused to readers once the conversation is locked', async () => {
    const issue_number = await openPacket(acme);
    await acme.as('ann').rest.issues.lock({ ...gov, issue_number });
    const comment = (login: string) => acme.as(login).rest.issues.createComment({ ...gov, issue_number, body: 'x' });
    expect(await refusal(comment('eve'))).toMatchObject({ status: 403 });
    expect((await comment('ann')).status).toBe(201);
  });
});
