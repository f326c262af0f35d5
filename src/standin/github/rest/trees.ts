import type { components } from '@octokit/openapi-types';
import type { FileMode, Oid, TreeEntry } from '../git/object.ts';
import { editTree, entryAt, type TreeChange } from '../git/tree.ts';
import { notFound, Refused } from '../refused.ts';
import { apiUrl } from '../shape/repository.ts';
import type { Repository, World } from '../world.ts';
import { created, inRepository, ok, type RepositoryCall, type Route } from './call.ts';
import type { Fields } from './fields.ts';

const READ = { app: ['contents:read'], person: 'read' } as const;
const WRITE = { app: ['contents:write'], person: 'write' } as const;
const MODES = ['100644', '100755', '040000', '160000', '120000'] as const;
const MOST_ENTRIES = 100_000;

export const trees: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/git/trees/{sha+}', READ, ({ world, repository, params, query }) => {
    const oid = treeNamed(repository, params.sha ?? '');
    // Any value turns recursion on, even `0`.
    return ok(show(world, repository, oid, query.has('recursive')));
  }),
  inRepository('POST /repos/{owner}/{repo}/git/trees', WRITE, (call) => {
    const { world, repository } = call;
    return created(show(world, repository, write(call), false));
  }),
];

function treeNamed(repository: Repository, name: string): Oid {
  const commit = repository.git.resolve(name);
  const oid = (commit && repository.git.objects.commit(commit)?.tree) ?? name;
  if (repository.git.objects.tree(oid) === undefined) throw notFound();
  return oid;
}

function show(world: World, repository: Repository, oid: Oid, recursive: boolean): components['schemas']['git-tree'] {
  const url = `${apiUrl(world, repository)}/git`;
  const all = entries(repository, oid, recursive, '');
  const forged = repository.truncatedTrees.has(oid);
  const tree = all.slice(0, forged ? -1 : MOST_ENTRIES).map(({ path, mode, oid: sha }) => {
    const type = typeOf(mode);
    const size = type === 'blob' ? { size: repository.git.objects.blob(sha)?.length ?? 0 } : {};
    return { path, mode, type, sha, ...size, ...(type !== 'commit' && { url: `${url}/${type}s/${sha}` }) };
  });
  return { sha: oid, url: `${url}/trees/${oid}`, tree, truncated: forged || all.length > MOST_ENTRIES };
}

function entries(
  repository: Repository,
  oid: Oid,
  recursive: boolean,
  prefix: string,
): (TreeEntry & { path: string })[] {
  return (repository.git.objects.tree(oid) ?? []).flatMap((entry) => {
    const own = { ...entry, path: prefix + entry.name };
    const inside = recursive && entry.mode === '040000' ? entries(repository, entry.oid, true, `${own.path}/`) : [];
    return [own, ...inside];
  });
}

function typeOf(mode: FileMode): 'blob' | 'tree' | 'commit' {
  if (mode === '040000') return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}

/** Without `base_tree` nothing else is in the tree; `sha: null` takes a path away, which must be there. */
function write({ repository, body }: RepositoryCall): Oid {
  const { objects } = repository.git;
  const baseName = body.maybeText('base_tree');
  const base = baseName === undefined ? null : treeNamed(repository, baseName);
  const changes = new Map<string, TreeChange>();
  for (const item of body.objects('tree') ?? []) {
    const path = item.text('path');
    if (/^\/|\/$|\/\/|(^|\/)\.{1,2}(\/|$)|(^|\/)\.git(\/|$)/i.test(path))
      throw new Refused(422, 'tree.path contains a malformed path component');
    const change = changeOf(repository, item);
    if (change === null && (base === null || entryAt(objects, base, path) === undefined))
      throw new Refused(422, 'GitRPC::BadObjectState');
    changes.set(path, change);
  }
  return editTree(objects, base, changes);
}

function changeOf(repository: Repository, item: Fields): TreeChange {
  if (item.isNull('sha')) return null;
  const mode = item.word('mode', MODES) ?? '100644';
  const [sha, content] = [item.maybeText('sha'), item.maybeText('content')];
  if ((sha === undefined) === (content === undefined))
    throw new Refused(422, 'Must supply either tree.sha or tree.content, and not both');
  if (content !== undefined) return { mode, oid: repository.git.objects.writeBlob(content) };
  if (sha === undefined || (mode !== '160000' && repository.git.objects.read(sha) === undefined))
    throw new Refused(422, `tree.sha ${sha} is not a valid ${typeOf(mode)}`);
  return { mode, oid: sha };
}
