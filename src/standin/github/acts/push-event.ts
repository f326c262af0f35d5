import { iso } from '../clock.ts';
import { account, accountByEmail } from '../find.ts';
import { diffTrees } from '../git/diff.ts';
import { commitsBetween } from '../git/history.ts';
import { type Oid, type Signature, ZERO } from '../git/object.ts';
import { commitObject } from '../shape/commit.ts';
import { htmlUrl, repositoryShape } from '../shape/repository.ts';
import { announce } from '../webhooks/announce.ts';
import type { Repository, World } from '../world.ts';

interface Moved {
  readonly ref: string;
  readonly before: Oid;
  readonly after: Oid;
}
const MOST_COMMITS = 2048;

/** `create` or `delete` where the ref is new or gone, and `push` in each case. */
export function announceMove(world: World, repository: Repository, actor: number, moved: Moved, forced: boolean): void {
  const [created, deleted] = [moved.before === ZERO, moved.after === ZERO];
  const named = {
    ref: moved.ref.replace(/^refs\/(heads|tags)\//, ''),
    ref_type: moved.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    pusher_type: 'user',
  };
  if (created) {
    const fields = { ...named, full_ref: moved.ref, master_branch: repository.defaultBranch, description: null };
    announce(world, repository, actor, 'create', null, fields);
  }
  if (deleted) announce(world, repository, actor, 'delete', null, { ...named, full_ref: moved.ref });
  const commits = deleted ? [] : newCommits(repository, moved).map((oid) => pushedCommit(world, repository, oid));
  const pusher = account(world, actor);
  announce(world, repository, actor, 'push', null, {
    ...moved,
    base_ref: null,
    created,
    deleted,
    forced,
    compare: `${htmlUrl(world, repository)}/compare/${moved.before.slice(0, 12)}...${moved.after.slice(0, 12)}`,
    commits,
    head_commit: deleted ? null : pushedCommit(world, repository, moved.after),
    pusher: { name: pusher.login, email: pusher.emails[0] ?? null },
    repository: {
      ...repositoryShape(world, repository),
      created_at: Math.floor(repository.createdAt / 1000),
      pushed_at: Math.floor(repository.pushedAt / 1000),
      master_branch: repository.defaultBranch,
      stargazers: 0,
      custom_properties: {},
    },
  });
}

/** What the push brought: for a new branch what no other branch has. */
function newCommits(repository: Repository, { ref, before, after }: Moved): Oid[] {
  const { git } = repository;
  const others = git.refs('refs/heads/').filter(([name]) => name !== ref);
  const known = before !== ZERO ? [before] : others.map(([, oid]) => oid);
  const brought = known.map((oid) => new Set(commitsBetween(git.objects, oid, after)));
  const all = brought[0] ?? new Set(commitsBetween(git.objects, ZERO, after));
  return [...all].filter((oid) => brought.every((set) => set.has(oid))).slice(-MOST_COMMITS);
}

function pushedCommit(world: World, repository: Repository, oid: Oid) {
  const { objects } = repository.git;
  const commit = commitObject(repository, oid);
  const before = commit.parents[0];
  const changes = diffTrees(objects, before === undefined ? null : commitObject(repository, before).tree, commit.tree);
  const paths = (...statuses: string[]) =>
    changes.filter(({ status }) => statuses.includes(status)).map(({ path }) => path);
  const renamedFrom = changes.flatMap((change) => (change.status === 'renamed' ? [change.from] : []));
  return {
    id: oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: iso(commit.committer.at),
    url: `${htmlUrl(world, repository)}/commit/${oid}`,
    author: named(world, commit.author),
    committer: named(world, commit.committer),
    added: paths('added', 'renamed'),
    removed: [...paths('removed'), ...renamedFrom],
    modified: paths('modified'),
  };
}

function named(world: World, { name, email, at }: Signature) {
  const found = accountByEmail(world, email);
  return { name, email, date: iso(at), ...(found !== undefined && { username: found.login }) };
}
