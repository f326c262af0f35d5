import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
let pull_number: number;
beforeEach(async () => {
  acme = await startAcme();
  pull_number = await openPacket(acme);
});
afterEach(() => acme.close());

const review = (login: string, event: 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT', more = {}) =>
  acme
    .as(login)
    .rest.pulls.createReview({ ...gov, pull_number, event, body: event === 'APPROVE' ? '' : 'hm', ...more });
const reviews = async () => (await acme.bot().rest.pulls.listReviews({ ...gov, pull_number })).data;

describe('reviews', () => {
  it('are refused on one\'s own pull request: 422 "Can not approve your own pull request"', async () => {
    expect(await refusal(review('eve', 'APPROVE'))).toMatchObject({
      status: 422,
      errors: ['Can not approve your own pull request'],
    });
    expect(await refusal(review('eve', 'REQUEST_CHANGES'))).toMatchObject({
      errors: ['Can not request changes on your own pull request'],
    });
    expect((await review('eve', 'COMMENT')).data.state).toBe('COMMENTED');
  });

  it('are refused to the App on a pull request that it opened', async () => {
    acme.acts.push({ repository: 'acme/gov', branch: 'own', by: 'ann', files: { x: '1' } });
    const { rest } = acme.bot();
    const opened = await rest.pulls.create({ ...gov, title: 'mine', head: 'own', base: 'main' });
    const own = rest.pulls.createReview({ ...gov, pull_number: opened.data.number, event: 'APPROVE' });
    expect(await refusal(own)).toMatchObject({ status: 422 });
  });

  it('may be submitted, and approve, by anyone who can read; a pusher who is not the author too', async () => {
    acme.acts.setCollaborator('acme/gov', 'admin', 'mal', 'read');
    expect((await review('mal', 'APPROVE')).data.state).toBe('APPROVED');
    expect((await review('ann', 'APPROVE')).data.state).toBe('APPROVED');
    expect((await reviews()).map(({ user }) => user?.login)).toEqual(['mal', 'ann']);
  });

  it('are on the head of their time and stay on it when the head moves', async () => {
    const { data } = await review('ann', 'APPROVE');
    const old = data.commit_id;
    const head = acme.acts.push({ repository: 'acme/gov', branch: 'p1', by: 'ann', files: { 'packets/p1/more': 'x' } });
    acme.clock.advance(60);
    const late = await review('ben', 'APPROVE', { commit_id: old });
    expect(head).not.toBe(old);
    expect((await reviews()).map(({ commit_id }) => commit_id)).toEqual([old, old]);
    expect(late.data.submitted_at).toBe('2026-11-22T09:01:01Z');
    expect(await refusal(review('ben', 'APPROVE', { commit_id: 'f'.repeat(40) }))).toMatchObject({ status: 422 });
  });

  it('have states in capitals over REST and in small letters in webhooks', async () => {
    const { data } = await review('ann', 'APPROVE');
    const told = acme.outbox.deliveries.findLast(({ event }) => event === 'pull_request_review');
    expect(data.state).toBe('APPROVED');
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
      action: 'submitted',
      review: { state: 'approved', id: data.id },
    });
  });

  it('keep id, commit and time when they are dismissed, which only who can write may do', async () => {
    const { data } = await review('ann', 'APPROVE');
    const dismissal = { ...gov, pull_number, review_id: data.id, message: 'no' };
    expect(await refusal(acme.as('eve').rest.pulls.dismissReview(dismissal))).toMatchObject({ status: 403 });
    acme.clock.advance(5);
    const dismissed = await acme.as('ben').rest.pulls.dismissReview(dismissal);
    expect(dismissed.data).toEqual({ ...data, state: 'DISMISSED' });
    expect(await refusal(acme.as('ben').rest.pulls.dismissReview(dismissal))).toMatchObject({ status: 422 });
  });

  it('can have their text edited, which webhooks tell, but not their state', async () => {
    const { data } = await review('ann', 'APPROVE', { body: 'fine' });
    const edit = { ...gov, pull_number, review_id: data.id, body: 'never' };
    expect((await acme.as('ann').rest.pulls.updateReview(edit)).data).toMatchObject({
      body: 'never',
      state: 'APPROVED',
    });
    const told = acme.outbox.deliveries.at(-1);
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({ action: 'edited', changes: { body: { from: 'fine' } } });
    expect(await refusal(acme.as('ben').rest.pulls.updateReview(edit))).toMatchObject({ status: 403 });
  });

  it('are seen by their author alone while they are pending', async () => {
    const { rest } = acme.as('ann');
    const { data } = await rest.pulls.createReview({ ...gov, pull_number, body: 'draft' });
    expect([data.state, data.submitted_at, (await reviews()).length]).toEqual(['PENDING', undefined, 0]);
    expect((await rest.pulls.listReviews({ ...gov, pull_number })).data).toHaveLength(1);
    await rest.pulls.submitReview({ ...gov, pull_number, review_id: data.id, event: 'APPROVE' });
    expect(await reviews()).toMatchObject([{ id: data.id, state: 'APPROVED' }]);
  });

  it('can be forged in the records, where GitHub would never have accepted them', async () => {
    const { data } = await review('ann', 'APPROVE');
    const forged = acme.world.repositories.get(9001)?.pulls.get(pull_number)?.reviews[0];
    if (forged) forged.author = 13;
    expect(await reviews()).toMatchObject([{ id: data.id, state: 'APPROVED', user: { login: 'eve' } }]);
  });
});

describe('review requests', () => {
  it('go to code owners when the pull request opens, and end with their review', async () => {
    const asked = async () => (await acme.bot().rest.pulls.listRequestedReviewers({ ...gov, pull_number })).data.users;
    expect((await asked()).map(({ login }) => login)).toEqual(['ann', 'ben']);
    await review('ann', 'COMMENT');
    expect((await asked()).map(({ login }) => login)).toEqual(['ben']);
  });

  it('can be made again, not to the author and not to strangers', async () => {
    await review('ann', 'APPROVE');
    const ask = (reviewers: string[]) => acme.bot().rest.pulls.requestReviewers({ ...gov, pull_number, reviewers });
    expect((await ask(['ann'])).data.requested_reviewers?.map(({ login }) => login)).toEqual(['ben', 'ann']);
    expect(await refusal(ask(['eve']))).toMatchObject({
      status: 422,
      message: 'Review cannot be requested from pull request author.',
    });
    expect((await refusal(ask(['mal']))).message).toContain('Reviews may only be requested from collaborators');
    const removed = await acme.bot().rest.pulls.removeRequestedReviewers({ ...gov, pull_number, reviewers: ['ben'] });
    expect(removed.data.requested_reviewers?.map(({ login }) => login)).toEqual(['ann']);
  });

  it('go to teams as well', async () => {
    const asked = await acme.bot().rest.pulls.requestReviewers({ ...gov, pull_number, team_reviewers: ['owners'] });
    expect(asked.data.requested_teams?.map(({ slug }) => slug)).toEqual(['owners']);
    await review('ann', 'APPROVE');
    expect((await acme.bot().rest.pulls.listRequestedReviewers({ ...gov, pull_number })).data.teams).toEqual([]);
  });
});
