import { describe, expect, it } from 'vitest';
import { openIssue } from '../../../src/standin/github/acts/issues.ts';
import { nodeId } from '../../../src/standin/github/graphql/node-id.ts';
import { Acme, GRANTED } from './organization.ts';

const MERGE = `mutation Merge($id: ID!, $oid: GitObjectID) { mergePullRequest(input: {pullRequestId: $id, expectedHeadOid: $oid, mergeMethod: MERGE}) {
  actor { __typename login } pullRequest { merged mergeCommit { oid } } } }`;
const COMMENT = `mutation Say($id: ID!, $body: String!) { addComment(input: {subjectId: $id, body: $body}) {
  subject { __typename id } commentEdge { node { id body author { __typename login } viewerDidAuthor } } } }`;

describe('mergePullRequest', () => {
  it('merges the head that the caller names', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const id = nodeId('PullRequest', acme.gov.id, pull.number);
    const { data, errors } = await acme.ask(MERGE, { id, oid: pull.head.sha });
    expect(errors).toBeUndefined();
    expect(data?.mergePullRequest).toEqual({
      actor: { __typename: 'Bot', login: 'gate' },
      pullRequest: { merged: true, mergeCommit: { oid: acme.gov.git.branch('main') } },
    });
  });

  it('refuses another head, a closed pull request, and an App without `contents: write`', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const id = nodeId('PullRequest', acme.gov.id, pull.number);
    expect((await acme.ask(MERGE, { id, oid: 'f'.repeat(40) })).errors).toMatchObject([
      { type: 'UNPROCESSABLE', message: 'Head branch was modified. Review and try the merge again.' },
    ]);
    expect((await acme.ask(MERGE, { id }, acme.bot({ ...GRANTED, contents: 'read' }))).errors).toMatchObject([
      { type: 'FORBIDDEN' },
    ]);
    expect(pull.merged).toBeNull();
    await acme.ask(MERGE, { id });
    expect((await acme.ask(MERGE, { id })).errors).toMatchObject([
      { type: 'UNPROCESSABLE', message: 'Pull Request is not mergeable' },
    ]);
  });
});

describe('addComment', () => {
  it('comments on a pull request and on an issue', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const issue = openIssue(acme.world, acme.gov, acme.person('ann'), { title: 'Tell me' });
    for (const [id, on] of [
      [nodeId('PullRequest', acme.gov.id, pull.number), pull],
      [nodeId('Issue', acme.gov.id, issue.number), issue],
    ] as const) {
      const { data, errors } = await acme.ask(COMMENT, { id, body: 'held' });
      expect(errors).toBeUndefined();
      expect(data?.addComment).toMatchObject({
        subject: { id },
        commentEdge: { node: { body: 'held', author: { __typename: 'Bot', login: 'gate' }, viewerDidAuthor: true } },
      });
      expect(on.comments).toMatchObject([{ body: 'held', author: acme.id('bot'), viaApp: acme.id('app') }]);
    }
  });

  it('refuses a body of more than 65,536 characters, what is no discussion, and who may not write', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const id = nodeId('PullRequest', acme.gov.id, pull.number);
    expect((await acme.ask(COMMENT, { id, body: 'x'.repeat(65_537) })).errors).toMatchObject([
      { type: 'UNPROCESSABLE' },
    ]);
    expect((await acme.ask(COMMENT, { id: nodeId('Repository', acme.gov.id), body: 'x' })).errors).toMatchObject([
      { type: 'NOT_FOUND' },
    ]);
    const reader = acme.bot({ ...GRANTED, issues: 'read', pull_requests: 'read' });
    expect((await acme.ask(COMMENT, { id, body: 'x' }, reader)).errors).toMatchObject([{ type: 'FORBIDDEN' }]);
    expect(pull.comments).toEqual([]);
  });
});

describe('a mutation that is not modelled', () => {
  it('says so and does nothing', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const { errors } = await acme.ask(
      `mutation { closePullRequest(input: {pullRequestId: "${nodeId('PullRequest', acme.gov.id, 1)}"}) { clientMutationId } }`,
    );
    expect(errors).toMatchObject([{ type: 'NOT_MODELLED' }]);
    expect(pull.state).toBe('open');
  });
});
