import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { account, repository as find } from '../find.ts';
import { lineCounts } from '../git/diff.ts';
import { nodeId } from '../graphql/node-id.ts';
import { commitsOf, filesOf } from '../pulls/changes.ts';
import { mergeability, testMerge } from '../pulls/mergeability.ts';
import type { PullRequest, Repository, World } from '../world.ts';
import { association } from './association.ts';
import { labelsOf } from './label.ts';
import { apiUrl, htmlUrl, repositoryShape } from './repository.ts';
import { teamShape, teamSimple } from './team.ts';
import { ghost, maybeUser, simpleUser } from './user.ts';

type Schemas = components['schemas'];

/** GitHub's description has no null here; GitHub has, once the fork that the head is on was deleted. */
type Headless<Shape extends { head: { repo: unknown } }> = Omit<Shape, 'head'> & {
  head: Omit<Shape['head'], 'repo'> & { repo: Shape['head']['repo'] | null };
};
export type Pull = Headless<Schemas['pull-request']>;
export type PullSimple = Headless<Schemas['pull-request-simple']>;

/** A pull request on its own: `GET /repos/{owner}/{repo}/pulls/{number}` and in webhooks. */
export function pullShape(world: World, repository: Repository, pull: PullRequest): Pull {
  const { objects } = repository.git;
  const files = filesOf(repository, pull);
  const counts = files.map((file) => lineCounts(objects, file));
  const { mergeable, state } = mergeability(world, repository, pull);
  return {
    ...common(world, repository, pull),
    state: pull.state,
    user: maybeUser(world, pull.author) ?? ghost(world),
    requested_teams: teams(world, pull).map((team) => teamSimple(world, team)),
    head: head(world, pull),
    base: base(world, repository, pull),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: state,
    merged_by: maybeUser(world, pull.merged?.by ?? null),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commitsOf(repository, pull).length,
    additions: counts.reduce((sum, { additions }) => sum + additions, 0),
    deletions: counts.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  };
}

/** A pull request in a list. */
export function pullSimple(world: World, repository: Repository, pull: PullRequest): PullSimple {
  const shape = common(world, repository, pull);
  return {
    ...shape,
    labels: shape.labels.map((label) => ({ ...label, description: label.description ?? '' })),
    state: pull.state,
    user: maybeUser(world, pull.author),
    requested_teams: teams(world, pull).map((team) => teamShape(world, team)),
    head: head(world, pull),
    base: base(world, repository, pull),
  };
}

function common(world: World, repository: Repository, pull: PullRequest) {
  const api = apiUrl(world, repository);
  const url = `${api}/pulls/${pull.number}`;
  const html = `${htmlUrl(world, repository)}/pull/${pull.number}`;
  const issue = `${api}/issues/${pull.number}`;
  const statuses = `${api}/statuses/${pull.head.sha}`;
  const link = (href: string) => ({ href });
  const time = (at: number | null | undefined) => (at == null ? null : iso(at));
  return {
    id: pull.pullId,
    node_id: nodeId('PullRequest', repository.id, pull.number),
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    locked: pull.locked,
    title: pull.title,
    body: pull.body,
    labels: labelsOf(world, repository, pull.labels),
    milestone: null,
    active_lock_reason: null,
    created_at: iso(pull.createdAt),
    updated_at: iso(pull.updatedAt),
    closed_at: time(pull.closedAt),
    merged_at: time(pull.merged?.at),
    merge_commit_sha: pull.merged?.sha ?? (pull.state === 'open' ? testMerge(world, repository, pull) : null),
    assignee: maybeUser(world, pull.assignees[0] ?? null),
    assignees: pull.assignees.map((id) => simpleUser(world, id)),
    requested_reviewers: pull.requestedReviewers.map((id) => simpleUser(world, id)),
    _links: {
      self: link(url),
      html: link(html),
      issue: link(issue),
      comments: link(`${issue}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${api}/pulls/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(statuses),
    },
    author_association: association(world, repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function teams(world: World, pull: PullRequest) {
  return pull.requestedTeams.flatMap((id) => world.teams.get(id) ?? []);
}

function base(world: World, repository: Repository, { base: { ref, sha } }: PullRequest) {
  const owner = simpleUser(world, repository.owner);
  return { label: `${owner.login}:${ref}`, ref, sha, user: owner, repo: repositoryShape(world, repository) };
}

function head(world: World, { head: { repository, ref, sha }, author: by }: PullRequest) {
  const from = repository === null ? null : find(world, repository);
  const owner = from === null ? (maybeUser(world, by) ?? ghost(world)) : simpleUser(world, from.owner);
  const repo = from === null ? null : repositoryShape(world, from);
  return { label: from === null ? ref : `${account(world, from.owner).login}:${ref}`, ref, sha, user: owner, repo };
}
