import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Comment, Issue, PullRequest, Repository, World } from '../world.ts';
import { viaApp } from './app.ts';
import { association } from './association.ts';
import { labelsOf } from './label.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import { maybeUser, simpleUser } from './user.ts';

type Schemas = components['schemas'];

/** An issue, or a pull request seen as one. */
export function issueShape(world: World, repository: Repository, issue: Issue | PullRequest): Schemas['issue'] {
  const api = apiUrl(world, repository);
  const url = `${api}/issues/${issue.number}`;
  const html = discussionUrl(world, repository, issue);
  const pullUrl = `${api}/pulls/${issue.number}`;
  const time = (at: number | null | undefined) => (at == null ? null : iso(at));
  return {
    id: issue.id,
    node_id: nodeId(issue.kind === 'pull' ? 'PullRequest' : 'Issue', repository.id, issue.number),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: html,
    timeline_url: `${url}/timeline`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    user: maybeUser(world, issue.author),
    labels: labelsOf(world, repository, issue.labels),
    state: issue.state,
    state_reason: issue.kind === 'issue' ? issue.stateReason : null,
    locked: issue.locked,
    active_lock_reason: null,
    assignee: maybeUser(world, issue.assignees[0] ?? null),
    assignees: issue.assignees.map((id) => simpleUser(world, id)),
    milestone: null,
    comments: issue.comments.length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: time(issue.closedAt),
    closed_by: maybeUser(world, issue.closedBy),
    author_association: association(world, repository, issue.author),
    performed_via_github_app: viaApp(world, issue.viaApp),
    reactions: reactions(`${url}/reactions`),
    ...(issue.kind === 'pull' && {
      draft: issue.draft,
      pull_request: {
        url: pullUrl,
        html_url: html,
        diff_url: `${html}.diff`,
        patch_url: `${html}.patch`,
        merged_at: time(issue.merged?.at),
      },
    }),
  };
}

export function commentShape(
  world: World,
  repository: Repository,
  issue: Issue | PullRequest,
  comment: Comment,
): Schemas['issue-comment'] {
  const api = apiUrl(world, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', repository.id, issue.number, comment.id),
    url,
    html_url: `${discussionUrl(world, repository, issue)}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${issue.number}`,
    user: maybeUser(world, comment.author),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: association(world, repository, comment.author),
    body: comment.body,
    reactions: reactions(`${url}/reactions`),
    performed_via_github_app: viaApp(world, comment.viaApp),
  };
}

function discussionUrl(world: World, repository: Repository, issue: Issue | PullRequest): string {
  return `${htmlUrl(world, repository)}/${issue.kind === 'pull' ? 'pull' : 'issues'}/${issue.number}`;
}

function reactions(url: string): Schemas['reaction-rollup'] {
  const none = { laugh: 0, confused: 0, heart: 0, hooray: 0, eyes: 0, rocket: 0 };
  return { url, total_count: 0, '+1': 0, '-1': 0, ...none };
}
