import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
beforeEach(async () => {
  acme = await startAcme();
});
afterEach(() => acme.close());

const permission = async (username: string) =>
  (await acme.bot().rest.repos.getCollaboratorPermissionLevel({ ...gov, username })).data;

describe('permissions', () => {
  it('fold what came by collaboration, team, organization and publicity', async () => {
    acme.acts.setCollaborator('acme/gov', 'admin', 'ann', 'read');
    expect(await permission('ann')).toMatchObject({ permission: 'write', role_name: 'write' });
    acme.acts.setTeamMember('acme/owners', 'admin', 'ann', 'none');
    expect(await permission('ann')).toMatchObject({ permission: 'read' });
    expect(await permission('admin')).toMatchObject({ permission: 'admin' });
    expect(await permission('mal')).toMatchObject({ permission: 'none' });
    acme.acts.setVisibility('acme/gov', 'admin', 'public');
    expect(await permission('mal')).toMatchObject({ permission: 'read' });
  });

  it('show real roles beside the old four words', async () => {
    acme.acts.setCollaborator('acme/gov', 'admin', 'mal', 'maintain');
    expect(await permission('mal')).toMatchObject({ permission: 'write', role_name: 'maintain' });
    const { data } = await acme.as('admin').rest.repos.listCollaborators(gov);
    expect(data.map(({ login }) => login)).toEqual(['ann', 'ben', 'eve', 'mal', 'admin']);
  });

  it('are changed by administrators only', async () => {
    const add = (login: string) =>
      acme.as(login).rest.repos.addCollaborator({ ...gov, username: 'mal', permission: 'push' });
    expect(await refusal(add('ann'))).toMatchObject({ status: 403 });
    await add('admin');
    expect((await permission('mal')).permission).toBe('write');
    await acme.as('admin').rest.repos.removeCollaborator({ ...gov, username: 'mal' });
    expect((await permission('mal')).permission).toBe('none');
  });
});

describe('accounts', () => {
  it('keep their id under a new name, which somebody else may then have', async () => {
    acme.acts.renameAccount('ann', 'ann-x');
    acme.seed.account({ login: 'ann', id: 99 });
    const { rest } = acme.as('eve');
    expect((await rest.users.getByUsername({ username: 'ann-x' })).data.id).toBe(11);
    expect((await rest.users.getByUsername({ username: 'ann' })).data.id).toBe(99);
    expect((await permission('ann')).permission).toBe('none');
  });

  it('leave what they wrote to nobody when they go', async () => {
    const number = await openPacket(acme);
    await acme.as('ann').rest.pulls.createReview({ ...gov, pull_number: number, event: 'APPROVE' });
    acme.acts.deleteAccount('ann');
    const { data } = await acme.bot().rest.pulls.listReviews({ ...gov, pull_number: number });
    expect(data).toMatchObject([{ user: null, state: 'APPROVED' }]);
  });

  it('say what they are: people, bots, organizations', async () => {
    acme.seed.account({ login: 'github-actions[bot]', type: 'Bot', id: 41898282 });
    const type = async (username: string) => (await acme.bot().rest.users.getByUsername({ username })).data.type;
    expect([await type('ann'), await type('github-actions[bot]'), await type('acme')]).toEqual([
      'User',
      'Bot',
      'Organization',
    ]);
    expect((await acme.as('ben').rest.users.getAuthenticated()).data.login).toBe('ben');
  });
});

describe('teams', () => {
  it('list their members and those of the teams below them, who are inherited', async () => {
    acme.seed.team({ organization: 'acme', slug: 'night', parent: 'owners', members: ['eve'] });
    const { data } = await acme.bot().rest.teams.listMembersInOrg({ org: 'acme', team_slug: 'owners' });
    expect(data.map((member) => [member.login, 'inherited' in member && member.inherited])).toEqual([
      ['ann', false],
      ['ben', false],
      ['eve', true],
    ]);
    expect((await permission('eve')).permission).toBe('write');
  });

  it('are seen by members of the organization, the secret ones by their own members', async () => {
    acme.seed.team({ organization: 'acme', slug: 'secret', privacy: 'secret', members: ['ann'] });
    const see = (login: string, team_slug: string) => acme.as(login).rest.teams.getByName({ org: 'acme', team_slug });
    expect((await see('eve', 'owners')).data).toMatchObject({ id: 501, members_count: 2 });
    expect((await see('ann', 'secret')).data.privacy).toBe('secret');
    expect(await refusal(see('eve', 'secret'))).toMatchObject({ status: 404 });
    expect(await refusal(see('mal', 'owners'))).toMatchObject({ status: 404 });
  });

  it('are changed by owners of the organization', async () => {
    const member = { org: 'acme', team_slug: 'owners', username: 'eve' };
    expect(await refusal(acme.as('eve').rest.teams.addOrUpdateMembershipForUserInOrg(member))).toMatchObject({
      status: 403,
    });
    await acme.as('admin').rest.teams.addOrUpdateMembershipForUserInOrg(member);
    expect((await permission('eve')).permission).toBe('write');
    await acme.as('admin').rest.teams.removeMembershipForUserInOrg(member);
    expect((await permission('eve')).permission).toBe('read');
  });
});

describe('repositories', () => {
  it('answer to a former name with 301 to their number', async () => {
    acme.acts.renameRepository('acme/gov', 'admin', 'governance');
    const answer = await fetch(`${acme.origin}/api/v3/repos/acme/gov/branches`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('location')).toBe(`${acme.origin}/api/v3/repositories/9001/branches`);
    const { data } = await acme.bot().rest.repos.listBranches(gov);
    expect(data.map(({ name }) => name)).toEqual(['main']);
  });

  it('are forked where that is allowed, made public and private again, and dispatch events', async () => {
    const forked = await acme.as('ann').rest.repos.createFork(gov);
    expect(forked.data).toMatchObject({ full_name: 'ann/gov', fork: true, parent: { full_name: 'acme/gov' } });
    expect((await acme.bot().rest.repos.listForks(gov)).data.map(({ full_name }) => full_name)).toEqual(['ann/gov']);
    await acme.as('admin').rest.repos.update({ ...gov, allow_forking: false, visibility: 'public' });
    expect((await acme.as('mal').rest.repos.get(gov)).data.private).toBe(false);
    expect(await refusal(acme.as('mal').rest.repos.createFork(gov))).toMatchObject({ status: 403 });
    await acme
      .bot()
      .rest.repos.createDispatchEvent({ ...gov, event_type: 'released', client_payload: { packet: 'p1' } });
    const told = acme.outbox.deliveries.at(-1);
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({ action: 'released', client_payload: { packet: 'p1' } });
  });
});
