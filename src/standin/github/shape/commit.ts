import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { accountByEmail } from '../find.ts';
import { diffTrees } from '../git/diff.ts';
import type { Commit, Oid, Signature } from '../git/object.ts';
import { nodeId } from '../graphql/node-id.ts';
import { notFound } from '../refused.ts';
import type { Repository, World } from '../world.ts';
import { diffEntry } from './file.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import { simpleUser } from './user.ts';

type Schemas = components['schemas'];

export function commitObject(repository: Repository, oid: Oid): Commit {
  const commit = repository.git.objects.commit(oid);
  if (commit === undefined) throw notFound();
  return commit;
}

/** A commit as it stands inside a check suite or a workflow run. */
export function simpleCommit(repository: Repository, oid: Oid): Schemas['simple-commit'] {
  const commit = commitObject(repository, oid);
  return {
    id: oid,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: iso(commit.committer.at),
    author: gitUser(commit.author),
    committer: gitUser(commit.committer),
  };
}

/** A commit as an object of git: `GET /repos/{owner}/{repo}/git/commits/{sha}`. */
export function gitCommit(world: World, repository: Repository, oid: Oid): Schemas['git-commit'] {
  const commit = commitObject(repository, oid);
  const url = apiUrl(world, repository);
  return {
    sha: oid,
    node_id: nodeId('Commit', repository.id, oid),
    url: `${url}/git/commits/${oid}`,
    html_url: `${htmlUrl(world, repository)}/commit/${oid}`,
    author: gitUser(commit.author),
    committer: gitUser(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${htmlUrl(world, repository)}/commit/${sha}`,
    })),
    verification: verification(repository, oid),
  };
}

/** A commit of a list or comparison: the same with the accounts that its addresses belong to. */
export function commitShape(world: World, repository: Repository, oid: Oid): Schemas['commit'] {
  const commit = commitObject(repository, oid);
  const url = apiUrl(world, repository);
  const html = htmlUrl(world, repository);
  const who = (signature: Signature) => {
    const found = accountByEmail(world, signature.email);
    return found === undefined ? null : simpleUser(world, found.id);
  };
  return {
    sha: oid,
    node_id: nodeId('Commit', repository.id, oid),
    commit: {
      author: gitUser(commit.author),
      committer: gitUser(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${oid}`,
      comment_count: 0,
      verification: verification(repository, oid),
    },
    url: `${url}/commits/${oid}`,
    html_url: `${html}/commit/${oid}`,
    comments_url: `${url}/commits/${oid}/comments`,
    author: who(commit.author),
    committer: who(commit.committer),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${html}/commit/${sha}` })),
  };
}

/** A commit on its own, with what it changed against its first parent. */
export function commitWithFiles(world: World, repository: Repository, oid: Oid): Schemas['commit'] {
  const { objects } = repository.git;
  const commit = commitObject(repository, oid);
  const before = commit.parents[0];
  const changes = diffTrees(objects, before === undefined ? null : commitObject(repository, before).tree, commit.tree);
  const files = changes.map((change) => diffEntry(world, repository, change, oid));
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    ...commitShape(world, repository, oid),
    stats: { additions, deletions, total: additions + deletions },
    files,
  };
}

function gitUser({ name, email, at }: Signature) {
  return { name, email, date: iso(at) };
}

/** GitHub signs what it makes itself. The stand-in says so and has no signature to show. */
function verification(repository: Repository, oid: Oid): Schemas['verification'] {
  const verified = repository.signedByGitHub.has(oid);
  const at = repository.git.objects.commit(oid)?.committer.at ?? 0;
  return {
    verified,
    reason: verified ? 'valid' : 'unsigned',
    signature: null,
    payload: null,
    verified_at: verified ? iso(at) : null,
  };
}
