import type { Oid, TreeEntry } from '../git/object.ts';
import { entryAt } from '../git/tree.ts';
import { notFound } from '../refused.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import { base64Lines } from './blobs.ts';
import { type Answer, inRepository, ok, type RepositoryCall, type Route } from './call.ts';

const READ = { app: ['contents:read'], person: 'read' } as const;
const LARGEST_INLINE = 1024 * 1024;
const MOST_IN_FOLDER = 1000;

export const contents: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/contents', READ, (call) => content(call, '')),
  inRepository('GET /repos/{owner}/{repo}/contents/{path+}', READ, (call) => content(call, call.params.path ?? '')),
];

/** A file, a link, or the first 1,000 entries of a folder. A file over 1 MB has no content unless asked for raw. */
function content(call: RepositoryCall, path: string): Answer {
  const { repository, query, accept } = call;
  const { objects } = repository.git;
  const ref = query.get('ref') ?? repository.defaultBranch;
  const commit = repository.git.resolve(ref);
  const tree = commit === undefined ? undefined : objects.commit(commit)?.tree;
  const entry = tree === undefined ? undefined : entryAt(objects, tree, path);
  if (tree === undefined || entry === undefined) throw notFound();
  if (entry.mode === '040000') {
    const children = (objects.tree(entry.oid) ?? []).slice(0, MOST_IN_FOLDER);
    return ok(children.map((child) => item(call, ref, path === '' ? child.name : `${path}/${child.name}`, child)));
  }
  const data = objects.blob(entry.oid) ?? Buffer.alloc(0);
  if (/\.raw(\+json)?$/.test(accept))
    return { status: 200, body: data, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
  const shape = item(call, ref, path, entry);
  if (entry.mode === '120000') return ok({ ...shape, target: data.toString('utf8') });
  if (entry.mode === '160000') return ok({ ...shape, submodule_git_url: submoduleUrl(repository, tree, path) });
  const inline = data.length <= LARGEST_INLINE;
  return ok({ ...shape, content: inline ? base64Lines(data) : '', encoding: inline ? 'base64' : 'none' });
}

/** The address that `.gitmodules` gives for a path; null where it gives none. */
function submoduleUrl({ git: { objects } }: RepositoryCall['repository'], tree: Oid, path: string): string | null {
  const file = entryAt(objects, tree, '.gitmodules');
  const text = (file && objects.blob(file.oid)?.toString('utf8')) ?? '';
  const section = text.split(/^\[submodule /m).find((part) => /^\s*path = (.*)$/m.exec(part)?.[1] === path);
  return /^\s*url = (.*)$/m.exec(section ?? '')?.[1] ?? null;
}

function item({ world, repository }: RepositoryCall, ref: string, path: string, entry: TreeEntry) {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const self = `${apiUrl(world, repository)}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const folder = entry.mode === '040000';
  const git = `${apiUrl(world, repository)}/git/${folder ? 'trees' : 'blobs'}/${entry.oid}`;
  const html = `${htmlUrl(world, repository)}/${folder ? 'tree' : 'blob'}/${ref}/${encoded}`;
  return {
    type: typeOf(entry),
    size: sizeOf(repository, entry.oid),
    name: entry.name,
    path,
    sha: entry.oid,
    url: self,
    git_url: git,
    html_url: html,
    download_url: folder ? null : `${htmlUrl(world, repository)}/raw/${ref}/${encoded}`,
    _links: { self, git, html },
  };
}

function typeOf({ mode }: TreeEntry): 'file' | 'dir' | 'symlink' | 'submodule' {
  if (mode === '040000') return 'dir';
  if (mode === '120000') return 'symlink';
  return mode === '160000' ? 'submodule' : 'file';
}

function sizeOf(repository: RepositoryCall['repository'], oid: Oid): number {
  return repository.git.objects.blob(oid)?.length ?? 0;
}
