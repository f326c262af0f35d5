import { describe, expect, it } from 'vitest';
import { createReview, dismissReview, editReview, type NewReview } from '../../../src/standin/github/acts/reviews.ts';
import type { PullRequest } from '../../../src/standin/github/world.ts';
import { Acme, type Login } from './organization.ts';

const review = (acme: Acme, by: Login, pull: PullRequest, wanted: NewReview) => {
  acme.world.clock.advance(1);
  return createReview(acme.world, acme.gov, acme.person(by), pull, wanted);
};
const reviews = async (acme: Acme, fields: string, by: Login = 'bot', args = 'first: 10') => {
  const viewer = by === 'bot' ? acme.bot() : acme.person(by);
  const { pullRequest } = await acme.governance(
    `pullRequest(number: 1) { reviews(${args}) { nodes { ${fields} } } }`,
    viewer,
  );
  return (pullRequest as { reviews: { nodes: unknown[] } }).reviews.nodes;
};

describe('a review', () => {
  it('stays bound to the commit that was reviewed when the head moves on', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const reviewed = pull.head.sha;
    review(acme, 'ann', pull, { event: 'APPROVE' });
    acme.push('ben', 'p1', { more: 'x' });
    expect(await reviews(acme, 'state submittedAt commit { oid } pullRequest { headRefOid }')).toEqual([
      {
        state: 'APPROVED',
        submittedAt: '2026-11-22T09:00:04Z',
        commit: { oid: reviewed },
        pullRequest: { headRefOid: pull.head.sha },
      },
    ]);
    expect(pull.head.sha).not.toBe(reviewed);
  });

  it('has a null commit once that was collected as garbage', async () => {
    const acme = new Acme();
    review(acme, 'ann', acme.open(), { event: 'APPROVE' }).commit = null;
    expect(await reviews(acme, 'state commit { oid }')).toEqual([{ state: 'APPROVED', commit: null }]);
  });

  it('keeps id, commit and time when it is dismissed, and the event says what it was', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const given = review(acme, 'ann', pull, { event: 'APPROVE' });
    acme.world.clock.advance(60);
    dismissReview(acme.world, acme.gov, acme.person('ben'), pull, given, 'not this one');
    expect(await reviews(acme, 'fullDatabaseId state submittedAt commit { oid }')).toEqual([
      {
        fullDatabaseId: String(given.id),
        state: 'DISMISSED',
        submittedAt: '2026-11-22T09:00:04Z',
        commit: { oid: pull.head.sha },
      },
    ]);
    const { pullRequest } = await acme.governance(`pullRequest(number: 1) {
      timelineItems(first: 5, itemTypes: [REVIEW_DISMISSED_EVENT]) { nodes { ... on ReviewDismissedEvent {
        createdAt actor { login } previousReviewState dismissalMessage review { fullDatabaseId } pullRequestCommit { id } } } } }`);
    expect(pullRequest).toEqual({
      timelineItems: {
        nodes: [
          {
            createdAt: '2026-11-22T09:01:04Z',
            actor: { login: 'ben' },
            previousReviewState: 'APPROVED',
            dismissalMessage: 'not this one',
            review: { fullDatabaseId: String(given.id) },
            pullRequestCommit: null,
          },
        ],
      },
    });
  });

  it('may come from anybody who can read, which is then said beside it', async () => {
    const acme = new Acme();
    const pull = acme.open();
    pull.author = acme.id('ann');
    review(acme, 'eve', pull, { event: 'APPROVE' });
    review(acme, 'ben', pull, { event: 'APPROVE' });
    const seen = await reviews(acme, 'author { login } authorCanPushToRepository');
    expect(seen).toEqual([
      { author: { login: 'eve' }, authorCanPushToRepository: false },
      { author: { login: 'ben' }, authorCanPushToRepository: true },
    ]);
    acme.gov.collaborators.delete(acme.id('ben'));
    expect((await reviews(acme, 'authorCanPushToRepository'))[1]).toEqual({ authorCanPushToRepository: false });
  });

  it('of an App acting as itself has a Bot as author', async () => {
    const acme = new Acme();
    createReview(acme.world, acme.gov, acme.bot(), acme.open(), { event: 'APPROVE' });
    expect(await reviews(acme, 'author { __typename ... on Bot { databaseId } }')).toEqual([
      { author: { __typename: 'Bot', databaseId: 1000 } },
    ]);
  });

  it('that is pending is seen by its author alone and was never submitted', async () => {
    const acme = new Acme();
    review(acme, 'ann', acme.open(), { body: 'hm' });
    expect(await reviews(acme, 'state')).toEqual([]);
    expect(await reviews(acme, 'state submittedAt', 'ann')).toEqual([{ state: 'PENDING', submittedAt: null }]);
  });

  it('says when its text was edited', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const given = review(acme, 'ann', pull, { event: 'COMMENT', body: 'yes' });
    acme.world.clock.advance(10);
    editReview(acme.world, acme.gov, acme.person('ann'), pull, given, 'no');
    expect(await reviews(acme, 'body lastEditedAt includesCreatedEdit')).toEqual([
      { body: 'no', lastEditedAt: '2026-11-22T09:00:14Z', includesCreatedEdit: true },
    ]);
  });

  it('is listed in the order it was made, by state if asked', async () => {
    const acme = new Acme();
    const pull = acme.open();
    review(acme, 'ann', pull, { event: 'COMMENT', body: 'hm' });
    review(acme, 'ben', pull, { event: 'REQUEST_CHANGES', body: 'no' });
    review(acme, 'ann', pull, { event: 'APPROVE' });
    expect(await reviews(acme, 'state')).toEqual([
      { state: 'COMMENTED' },
      { state: 'CHANGES_REQUESTED' },
      { state: 'APPROVED' },
    ]);
    expect(await reviews(acme, 'state', 'bot', 'last: 5, states: [APPROVED, DISMISSED]')).toEqual([
      { state: 'APPROVED' },
    ]);
  });
});

describe('the latest opinions', () => {
  it('are one per person: a comment cancels nothing, a later yes or no does', async () => {
    const acme = new Acme();
    const pull = acme.open();
    pull.author = acme.id('outsider');
    review(acme, 'ann', pull, { event: 'REQUEST_CHANGES', body: 'no' });
    review(acme, 'ann', pull, { event: 'APPROVE' });
    review(acme, 'ann', pull, { event: 'COMMENT', body: 'nice' });
    review(acme, 'eve', pull, { event: 'APPROVE' });
    const { pullRequest } = await acme.governance(`pullRequest(number: 1) {
      all: latestOpinionatedReviews(first: 5) { nodes { state author { login } } }
      writers: latestOpinionatedReviews(first: 5, writersOnly: true) { nodes { author { login } } } }`);
    expect(pullRequest).toEqual({
      all: {
        nodes: [
          { state: 'APPROVED', author: { login: 'ann' } },
          { state: 'APPROVED', author: { login: 'eve' } },
        ],
      },
      writers: { nodes: [{ author: { login: 'ann' } }] },
    });
  });
});
