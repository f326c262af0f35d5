import { describe, expect, it } from 'vitest';
import { addComment, editComment, setLabels } from '../../../src/standin/github/acts/issues.ts';
import { mergePull } from '../../../src/standin/github/acts/merge.ts';
import { editPull, setDraft } from '../../../src/standin/github/acts/pulls.ts';
import { moveRef } from '../../../src/standin/github/acts/refs.ts';
import { requestReviews } from '../../../src/standin/github/acts/review-requests.ts';
import { createReview } from '../../../src/standin/github/acts/reviews.ts';
import { Acme, GRANTED } from './organization.ts';

const inPull = (selection: string) => `pullRequest(number: 1) { ${selection} }`;

describe('a pull request', () => {
  it('says where its base was when the head last moved: the live tip is another field', async () => {
    const acme = new Acme();
    const before = acme.gov.git.branch('main');
    acme.open();
    const tip = acme.push('ann', 'main', { policy: 'newer' });
    const { pullRequest } = await acme.governance(inPull('baseRefOid baseRef { target { oid } }'));
    expect(pullRequest).toEqual({ baseRefOid: before, baseRef: { target: { oid: tip } } });
  });

  it('shows its head, its commits and what they changed', async () => {
    const acme = new Acme();
    acme.open({ 'packets/p1/packet.yaml': 'id: p1\n', 'packets/p1/note.md': 'a\nb\n' });
    const head = acme.push('ann', 'p1', { 'packets/p1/note.md': 'a\nc\n' });
    const { pullRequest } = await acme.governance(
      inPull(`headRefName headRefOid isCrossRepository headRepository { nameWithOwner } additions deletions changedFiles
        files(first: 10) { nodes { path changeType additions deletions } }
        commits(first: 10) { totalCount nodes { commit { messageHeadline } } }
        last: commits(last: 1) { nodes { commit { oid } } }`),
    );
    expect(pullRequest).toEqual({
      headRefName: 'p1',
      headRefOid: head,
      isCrossRepository: false,
      headRepository: { nameWithOwner: 'acme/gov' },
      additions: 3,
      deletions: 0,
      changedFiles: 2,
      files: {
        nodes: [
          { path: 'packets/p1/note.md', changeType: 'ADDED', additions: 2, deletions: 0 },
          { path: 'packets/p1/packet.yaml', changeType: 'ADDED', additions: 1, deletions: 0 },
        ],
      },
      commits: {
        totalCount: 2,
        nodes: [
          { commit: { messageHeadline: 'change packets/p1/packet.yaml, packets/p1/note.md' } },
          { commit: { messageHeadline: 'change packets/p1/note.md' } },
        ],
      },
      last: { nodes: [{ commit: { oid: head } }] },
    });
  });

  it('shows a moved file as renamed and not from where: that is only in REST', async () => {
    const acme = new Acme();
    acme.push('ann', 'main', { 'packets/p1/packet.yaml': 'id: p1\n' });
    const pull = acme.open({ 'packets/p2/packet.yaml': 'id: p1\n', 'packets/p1/packet.yaml': 'another\n' });
    const files = inPull('files(first: 5) { nodes { path changeType } }');
    expect(await acme.governance(files)).toMatchObject({
      pullRequest: { files: { nodes: [{ changeType: 'MODIFIED' }, { changeType: 'ADDED' }] } },
    });
    expect(
      (
        await acme.ask(
          `{ repository(owner: "acme", name: "gov") { ${inPull('files(first: 5) { nodes { previousPath } }')} } }`,
        )
      ).errors?.[0]?.message,
    ).toContain('previousPath');
    expect(pull.state).toBe('open');
  });

  it('tells people from bots by the type of its author, and a deleted account by null', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const author = inPull('author { __typename login ... on User { databaseId } ... on Bot { databaseId } }');
    expect(await acme.governance(author)).toEqual({
      pullRequest: { author: { __typename: 'User', login: 'eve', databaseId: 13 } },
    });
    pull.author = acme.id('bot');
    expect(await acme.governance(author)).toEqual({
      pullRequest: { author: { __typename: 'Bot', login: 'gate', databaseId: 1000 } },
    });
    pull.author = null;
    expect(await acme.governance(author)).toEqual({ pullRequest: { author: null } });
  });

  it('knows whether it could be merged while it is open, and no longer afterwards', async () => {
    const acme = new Acme();
    const pull = acme.open({ file: 'theirs' });
    const states = inPull(
      'state mergeable mergeStateStatus isDraft potentialMergeCommit { parents(first: 2) { totalCount } }',
    );
    const clean = {
      mergeable: 'MERGEABLE',
      mergeStateStatus: 'CLEAN',
      potentialMergeCommit: { parents: { totalCount: 2 } },
    };
    expect(await acme.governance(states)).toMatchObject({ pullRequest: clean });
    setDraft(acme.world, acme.gov, acme.person('eve'), pull, true);
    expect(await acme.governance(states)).toMatchObject({ pullRequest: { isDraft: true, mergeStateStatus: 'DRAFT' } });
    acme.push('ann', 'main', { file: 'ours' });
    expect(await acme.governance(states)).toMatchObject({
      pullRequest: { mergeable: 'CONFLICTING', mergeStateStatus: 'DIRTY', potentialMergeCommit: null },
    });
    editPull(acme.world, acme.gov, acme.person('eve'), pull, { state: 'closed' });
    expect(await acme.governance(states)).toMatchObject({
      pullRequest: { state: 'CLOSED', mergeable: 'UNKNOWN', mergeStateStatus: 'UNKNOWN' },
    });
  });

  it('names its merge, of which the head is the second parent, and which the commit names in turn', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const sha = mergePull(acme.world, acme.gov, acme.person('ann'), pull, {});
    const merge =
      'mergeCommit { oid committedViaWeb parents(first: 2) { nodes { oid } } signature { isValid wasSignedByGitHub } }';
    const { pullRequest, object } = await acme.governance(`
      ${inPull(`state merged mergedAt mergedBy { login } ${merge}`)}
      object(expression: "${pull.head.sha}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }
    `);
    expect(pullRequest).toMatchObject({
      state: 'MERGED',
      merged: true,
      mergedAt: '2026-11-22T09:00:03Z',
      mergedBy: { login: 'ann' },
      mergeCommit: {
        oid: sha,
        committedViaWeb: true,
        parents: { nodes: [{}, { oid: pull.head.sha }] },
        signature: { isValid: true, wasSignedByGitHub: true },
      },
    });
    expect(object).toEqual({ associatedPullRequests: { nodes: [{ number: 1 }] } });
  });

  it('has the events of its timeline by the types that are asked for', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const before = pull.head.sha;
    const { world, gov } = acme;
    acme.push('ann', 'other', { else: 'x' });
    const to = gov.git.branch('other') ?? null;
    moveRef(world, gov, acme.person('ann'), { ref: 'refs/heads/p1', to, force: true });
    moveRef(world, gov, acme.person('ann'), { ref: 'refs/heads/council', to: gov.git.branch('main') ?? null });
    editPull(world, gov, acme.person('eve'), pull, { base: 'council' });
    setDraft(world, gov, acme.person('eve'), pull, true);
    setDraft(world, gov, acme.person('eve'), pull, false);
    const { pullRequest } = await acme.governance(
      inPull(`timelineItems(first: 10, itemTypes: [HEAD_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, READY_FOR_REVIEW_EVENT]) {
        nodes { __typename
          ... on HeadRefForcePushedEvent { createdAt actor { login } beforeCommit { oid } afterCommit { oid } }
          ... on BaseRefChangedEvent { previousRefName currentRefName }
          ... on ReadyForReviewEvent { actor { login } } } }`),
    );
    expect(pullRequest).toEqual({
      timelineItems: {
        nodes: [
          {
            __typename: 'HeadRefForcePushedEvent',
            createdAt: '2026-11-22T09:00:04Z',
            actor: { login: 'ann' },
            beforeCommit: { oid: before },
            afterCommit: { oid: to },
          },
          { __typename: 'BaseRefChangedEvent', previousRefName: 'main', currentRefName: 'council' },
          { __typename: 'ReadyForReviewEvent', actor: { login: 'eve' } },
        ],
      },
    });
  });

  it('remembers when somebody was asked for a review, also after they gave it', async () => {
    const acme = new Acme();
    const pull = acme.open();
    acme.world.clock.advance(5);
    requestReviews(acme.world, acme.gov, acme.person('ann'), pull, { users: [acme.id('ben')], teams: [] });
    createReview(acme.world, acme.gov, acme.person('ben'), pull, { event: 'APPROVE' });
    const { pullRequest } = await acme.governance(
      inPull(`reviewRequests(first: 5) { totalCount }
        timelineItems(last: 5, itemTypes: [REVIEW_REQUESTED_EVENT]) { nodes { ... on ReviewRequestedEvent {
          createdAt actor { login } requestedReviewer { ... on User { databaseId } } } } }`),
    );
    expect(pullRequest).toEqual({
      reviewRequests: { totalCount: 0 },
      timelineItems: {
        nodes: [{ createdAt: '2026-11-22T09:00:08Z', actor: { login: 'ann' }, requestedReviewer: { databaseId: 12 } }],
      },
    });
  });

  it('says of a comment who edited it last, which is not who wrote it', async () => {
    const acme = new Acme();
    const pull = acme.open();
    const said = addComment(acme.world, acme.gov, acme.bot(), pull, 'held');
    const asked = inPull(`comments(first: 5) { nodes { body author { login } editor { login } lastEditedAt } }`);
    const unedited = { body: 'held', author: { login: 'gate' }, editor: null, lastEditedAt: null };
    expect(await acme.governance(asked)).toEqual({ pullRequest: { comments: { nodes: [unedited] } } });
    editComment(acme.world, acme.gov, acme.person('ann'), pull, said, 'go');
    expect(await acme.governance(asked)).toMatchObject({
      pullRequest: { comments: { nodes: [{ body: 'go', author: { login: 'gate' }, editor: { login: 'ann' } }] } },
    });
  });

  it('is listed first when it changed last, where that is asked for', async () => {
    const acme = new Acme();
    const pulls = ['p1', 'p2'].map((branch) => acme.open({ [`packets/${branch}/packet.yaml`]: 'x\n' }, branch));
    acme.world.clock.advance(60);
    const [first] = pulls;
    if (first) addComment(acme.world, acme.gov, acme.person('ann'), first, 'hello');
    const asked = 'pullRequests(first: 5, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { number } }';
    expect(await acme.governance(asked)).toEqual({ pullRequests: { nodes: [{ number: 1 }, { number: 2 }] } });
    expect(await acme.governance(asked.replace('DESC', 'ASC'))).toEqual({
      pullRequests: { nodes: [{ number: 2 }, { number: 1 }] },
    });
  });

  it('lists whom it asks for a review, labels and comments', async () => {
    const acme = new Acme();
    const pull = acme.open();
    acme.gov.teams.set(acme.id('owners'), 'write');
    requestReviews(acme.world, acme.gov, acme.person('ann'), pull, { users: [12], teams: [501] });
    setLabels(acme.world, acme.gov, acme.person('ann'), pull, ['held']);
    const { pullRequest } = await acme.governance(
      inPull(`labels(first: 5) { nodes { name } }
        reviewRequests(first: 5) { nodes { asCodeOwner requestedReviewer { __typename ... on User { login } ... on Team { combinedSlug } } } }`),
    );
    expect(pullRequest).toEqual({
      labels: { nodes: [{ name: 'held' }] },
      reviewRequests: {
        nodes: [
          { asCodeOwner: false, requestedReviewer: { __typename: 'User', login: 'ben' } },
          { asCodeOwner: false, requestedReviewer: { __typename: 'Team', combinedSlug: 'acme/owners' } },
        ],
      },
    });
  });

  it('is found among those of a state, a base or a head, and missing by a sentence', async () => {
    const acme = new Acme();
    acme.open({ a: '1' }, 'one');
    const second = acme.open({ b: '2' }, 'two');
    editPull(acme.world, acme.gov, acme.person('eve'), second, { state: 'closed' });
    const list = (filter: string) => acme.governance(`pullRequests(first: 10, ${filter}) { nodes { number } }`);
    expect(await list('states: [OPEN]')).toEqual({ pullRequests: { nodes: [{ number: 1 }] } });
    expect(await list('states: [CLOSED, MERGED]')).toEqual({ pullRequests: { nodes: [{ number: 2 }] } });
    expect(await list('headRefName: "two"')).toEqual({ pullRequests: { nodes: [{ number: 2 }] } });
    expect(await list('baseRefName: "council"')).toEqual({ pullRequests: { nodes: [] } });
    const { errors } = await acme.ask('{ repository(owner: "acme", name: "gov") { pullRequest(number: 9) { id } } }');
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', message: 'Could not resolve to a PullRequest with the number of 9.' },
    ]);
  });

  it('is not shown to an App without `pull_requests`', async () => {
    const acme = new Acme();
    acme.open();
    const { pull_requests: _, ...less } = GRANTED;
    const { data, errors } = await acme.ask(
      '{ repository(owner: "acme", name: "gov") { name pullRequest(number: 1) { id } } }',
      {},
      acme.bot(less),
    );
    expect(data).toEqual({ repository: { name: 'gov', pullRequest: null } });
    expect(errors).toMatchObject([{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]);
  });
});
