import { describe, expect, it } from 'vitest';
import { addComment } from '../../../src/standin/github/acts/issues.ts';
import { newRepository } from '../../../src/standin/github/acts/new-repository.ts';
import { createReview } from '../../../src/standin/github/acts/reviews.ts';
import { nodeId } from '../../../src/standin/github/graphql/node-id.ts';
import { pullShape } from '../../../src/standin/github/shape/pull.ts';
import { reviewShape } from '../../../src/standin/github/shape/review.ts';
import type { Viewer } from '../../../src/standin/github/world.ts';
import { Acme } from './organization.ts';

const find = (acme: Acme, id: string) => acme.ask('query($id: ID!) { node(id: $id) { __typename id } }', { id });

describe('a node id', () => {
  it('finds what it was given for', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const review = createReview(acme.world, acme.gov, acme.person('ann'), pull, { event: 'APPROVE' });
    const comment = addComment(acme.world, acme.gov, acme.person('ann'), pull, 'yes');
    const ids = {
      User: nodeId('User', 11),
      Bot: nodeId('Bot', 1000),
      Organization: nodeId('Organization', 1),
      Team: nodeId('Team', 501),
      App: nodeId('App', 77),
      Repository: nodeId('Repository', acme.gov.id),
      Ref: nodeId('Ref', acme.gov.id, 'refs/heads/main'),
      Commit: nodeId('Commit', acme.gov.id, pull.head.sha),
      PullRequest: nodeId('PullRequest', acme.gov.id, pull.number),
      PullRequestReview: nodeId('PullRequestReview', acme.gov.id, pull.number, review.id),
      IssueComment: nodeId('IssueComment', acme.gov.id, pull.number, comment.id),
    };
    for (const [type, id] of Object.entries(ids)) {
      expect(await find(acme, id), type).toEqual({ data: { node: { __typename: type, id } } });
    }
  });

  it('is the same in REST', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const review = createReview(acme.world, acme.gov, acme.person('ann'), pull, { event: 'APPROVE' });
    const asked = await acme.governance('pullRequest(number: 1) { id reviews(first: 1) { nodes { id } } }');
    expect(asked).toEqual({
      pullRequest: {
        id: pullShape(acme.world, acme.gov, pull).node_id,
        reviews: { nodes: [{ id: reviewShape(acme.world, acme.gov, pull, review).node_id }] },
      },
    });
  });

  it('opens nothing to an App that lacks the permission, nor a pending review to others', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const pending = createReview(acme.world, acme.gov, acme.person('ann'), pull, { body: 'hm' });
    const ask = (id: string, viewer: Viewer) => acme.ask(`{ node(id: "${id}") { id } }`, {}, viewer);
    const less = acme.bot({ metadata: 'read' });
    for (const id of [
      nodeId('PullRequest', acme.gov.id, pull.number),
      nodeId('Commit', acme.gov.id, pull.head.sha),
      nodeId('Ref', acme.gov.id, 'refs/heads/main'),
    ]) {
      expect((await ask(id, less)).errors).toMatchObject([{ type: 'FORBIDDEN' }]);
    }
    const review = nodeId('PullRequestReview', acme.gov.id, pull.number, pending.id);
    expect((await ask(review, acme.person('ann'))).errors).toBeUndefined();
    expect((await ask(review, acme.bot())).errors).toMatchObject([{ type: 'NOT_FOUND' }]);
  });

  it('of nothing, or of what the viewer cannot see, is not found', async () => {
    const acme = new Acme();
    const hidden = newRepository(acme.world, { owner: acme.id('org'), name: 'hidden' });
    for (const id of ['', 'nonsense', 'PR_', nodeId('User', 404), nodeId('Repository', hidden.id)]) {
      expect((await find(acme, id)).errors, id).toMatchObject([
        { type: 'NOT_FOUND', path: ['node'], message: `Could not resolve to a node with the global id of '${id}'` },
      ]);
    }
  });
});
