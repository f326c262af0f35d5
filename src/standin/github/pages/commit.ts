import { diffTrees, type FileChange, linesOf } from '../git/diff.ts';
import type { Oid } from '../git/object.ts';
import { notFound } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository } from '../world.ts';
import { filePath } from './address.ts';
import { type Html, html } from './html.ts';
import { commitLink, counted, moment, shortOid, words } from './label.ts';
import { page } from './layout.ts';
import { breakable } from './standing.ts';
import type { View } from './view.ts';

/** Lines that stay, shown before and after those that change. */
const AROUND = 3;
/** Beyond so many lines a change is not read on a page. */
const MOST = 400;

/** A commit: what it says, who wrote it, what it changed against its first parent. Throws 404. */
export function commitPage(view: View, repository: Repository, oid: Oid): Answer {
  const { objects } = repository.git;
  const commit = objects.commit(oid);
  if (commit === undefined) throw notFound();
  const [headline = '', ...more] = commit.message.split('\n');
  const parents = commit.parents.map((parent) => html` ${commitLink(view, repository, parent)}`);
  const before = objects.commit(commit.parents[0] ?? '')?.tree ?? null;
  const changes = diffTrees(objects, before, commit.tree).map((change) => fileChange(view, repository, oid, change));
  const text = more.join('\n').trim();
  return page(view, { title: `${headline} (${shortOid(oid)})`, repository }, [
    html`<h1>${words(headline)}</h1>`,
    html`<p class="meta">by ${words(commit.author.name)}, ${moment(commit.author.at)}, after${parents.length === 0 ? ' nothing' : html`${parents}`}</p>`,
    html`<p class="meta">Commit <code>${oid}</code></p>`,
    text === ''
      ? html``
      : html`<div class="card scroll" role="group" aria-label="Message" tabindex="0"><pre>${text}</pre></div>`,
    html`<h2 class="apart">${counted(changes.length, 'file')}</h2><div class="main">${changes}</div>`,
  ]);
}

function fileChange(view: View, repository: Repository, oid: Oid, change: FileChange): Html {
  const { path, status } = change;
  const at = filePath(view.world, repository, 'blob', oid, path);
  const name = status === 'removed' ? breakable(path) : html`<a href="${at}">${breakable(path)}</a>`;
  const { objects } = repository.git;
  const before = linesOf(objects, 'before' in change ? change.before : undefined);
  const after = linesOf(objects, 'after' in change ? change.after : undefined);
  const lines = before === undefined || after === undefined ? undefined : difference(before, after);
  const shown =
    lines === undefined || lines.length > MOST
      ? html`<p class="empty">${lines === undefined ? 'These bytes are no text.' : counted(lines.length, 'line')}</p>`
      : html`<div class="scroll" role="group" aria-label="Change of ${path}" tabindex="0"><pre class="difference">${lines}</pre></div>`;
  return html`<section class="card"><h3>${name} <span class="quiet">${status}</span></h3>${shown}</section>`;
}

/** All between the first and the last line that differ, as taken out and put in: true, though not always the shortest. */
function difference(before: readonly string[], after: readonly string[]): Html[] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const same = (line: string) => html`<span>  ${line}\n</span>`;
  return [
    ...before.slice(Math.max(0, start - AROUND), start).map(same),
    ...before.slice(start, before.length - end).map((line) => html`<del>- ${line}\n</del>`),
    ...after.slice(start, after.length - end).map((line) => html`<ins>+ ${line}\n</ins>`),
    ...after.slice(after.length - end, after.length - end + AROUND).map(same),
  ];
}
