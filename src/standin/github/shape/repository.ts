import type { components } from '@octokit/openapi-types';
import { atLeast, permissionOf } from '../access.ts';
import { iso } from '../clock.ts';
import { account, repository as find, forksOf, fullName } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Repository, Viewer, World } from '../world.ts';
import { simpleUser } from './user.ts';

type Schemas = components['schemas'];

/** Where the API has this repository; every url inside it begins so. */
export function apiUrl(world: World, repository: Repository): string {
  return `${world.origin}/api/v3/repos/${fullName(world, repository)}`;
}
export function htmlUrl(world: World, repository: Repository): string {
  return `${world.origin}/${fullName(world, repository)}`;
}

/** A repository inside another answer. */
export function repositoryShape(world: World, repository: Repository): Schemas['repository'] {
  return common(world, repository);
}

/** A repository as lists and check suites show it. */
export function minimalRepository(world: World, repository: Repository): Schemas['minimal-repository'] {
  return common(world, repository);
}

function common(world: World, repository: Repository) {
  const openIssues = [...repository.issues.values(), ...repository.pulls.values()].filter(
    ({ state }) => state === 'open',
  ).length;
  const forks = forksOf(world, repository).length;
  return {
    ...links(world, repository),
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(world, repository),
    private: repository.visibility === 'private',
    owner: simpleUser(world, repository.owner),
    description: null,
    fork: repository.parent !== null,
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.updatedAt),
    pushed_at: iso(repository.pushedAt),
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: openIssues,
    license: null,
    allow_forking: repository.allowForking,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.visibility,
    forks,
    open_issues: openIssues,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** A repository on its own: `GET /repos/{owner}/{repo}`. */
export function fullRepository(world: World, repository: Repository, viewer: Viewer): Schemas['full-repository'] {
  const owner = account(world, repository.owner);
  const parent = repository.parent === null ? null : repositoryShape(world, find(world, repository.parent));
  return {
    ...common(world, repository),
    permissions: permissionsOf(world, repository, viewer),
    allow_squash_merge: repository.mergeMethods.has('squash'),
    allow_merge_commit: repository.mergeMethods.has('merge'),
    allow_rebase_merge: repository.mergeMethods.has('rebase'),
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_update_branch: false,
    ...(owner.type === 'Organization' && { organization: simpleUser(world, owner.id) }),
    ...(parent && { parent, source: parent }),
    network_count: repository.parent === null ? forksOf(world, repository).length : 0,
    subscribers_count: 0,
  };
}

export function permissionsOf(world: World, repository: Repository, viewer: Viewer) {
  const has = viewer.kind === 'account' ? permissionOf(world, repository, viewer.account) : 'none';
  const pushes = viewer.kind === 'installation' && viewer.permissions.contents === 'write';
  return {
    admin: atLeast(has, 'admin'),
    maintain: atLeast(has, 'maintain'),
    push: pushes || atLeast(has, 'write'),
    triage: pushes || atLeast(has, 'triage'),
    pull: true,
  };
}

function links(world: World, repository: Repository) {
  const url = apiUrl(world, repository);
  const html = htmlUrl(world, repository);
  const host = new URL(world.origin || 'http://127.0.0.1').host;
  const path = fullName(world, repository);
  return {
    url,
    html_url: html,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
    clone_url: `${html}.git`,
    git_url: `git://${host}/${path}.git`,
    ssh_url: `git@${host}:${path}.git`,
    svn_url: html,
  };
}
