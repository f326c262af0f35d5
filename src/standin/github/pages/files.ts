import type { Oid } from '../git/object.ts';
import { entryAt } from '../git/tree.ts';
import { notFound } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository } from '../world.ts';
import { filePath } from './address.ts';
import { type Html, html } from './html.ts';
import { commitLink } from './label.ts';
import { page } from './layout.ts';
import { markdown } from './markdown.ts';
import { breakable } from './standing.ts';
import type { View } from './view.ts';

/** A revision and a path in it. */
export interface Place {
  readonly revision: string;
  readonly path: string;
}

/** Takes apart what follows `tree/` in an address: a branch may have slashes in its name. Throws 404. */
export function placeIn(repository: Repository, parts: readonly string[]): Place {
  const length = parts.findIndex((_, at) => repository.git.resolve(parts.slice(0, at + 1).join('/')) !== undefined) + 1;
  if (length === 0) throw notFound();
  return { revision: parts.slice(0, length).join('/'), path: parts.slice(length).join('/') };
}

/** A folder or a file at a revision. Throws 404 where there is neither. */
export function treePage(view: View, repository: Repository, { revision, path }: Place): Answer {
  const { objects } = repository.git;
  const commit = repository.git.resolve(revision);
  const entry = entryAt(objects, objects.commit(commit ?? '')?.tree ?? '', path);
  if (commit === undefined || entry === undefined) throw notFound();
  const at = html`<p class="meta">at ${commitLink(view, repository, commit)}${revision === commit ? null : html`, <code>${revision}</code>`}</p>`;
  const title = path === '' ? revision : path;
  const content =
    entry.mode === '040000'
      ? folder(view, repository, { revision, path }, entry.oid)
      : file(repository, path, entry.oid);
  return page(view, { title, repository }, [html`<h1>${breakable(title)}</h1>`, at, content]);
}

function folder({ world }: View, repository: Repository, { revision, path }: Place, tree: Oid): Html {
  const children = (repository.git.objects.tree(tree) ?? []).map(({ mode, name }) => {
    const inside = mode === '040000';
    const to = filePath(world, repository, inside ? 'tree' : 'blob', revision, `${path}/${name}`);
    return html`<li><a href="${to}">${name}${inside ? '/' : ''}</a></li>`;
  });
  return children.length === 0
    ? html`<p class="empty">This folder is empty.</p>`
    : html`<ul class="list dense">${children}</ul>`;
}

function file(repository: Repository, path: string, oid: Oid): Html {
  const text = textOf(repository, oid);
  if (text === undefined) return html`<p class="empty">These bytes are no text.</p>`;
  if (path.endsWith('.md')) return html`<div class="card prose wide" dir="auto">${markdown(text, 1)}</div>`;
  return html`<div class="card scroll" role="group" aria-label="${path}" tabindex="0"><pre><code>${text}</code></pre></div>`;
}

/** What a file says; undefined for bytes that are no text. */
export function textOf(repository: Repository, oid: Oid): string | undefined {
  const bytes = repository.git.objects.blob(oid);
  return bytes === undefined || bytes.subarray(0, 8000).includes(0) ? undefined : bytes.toString('utf8');
}
