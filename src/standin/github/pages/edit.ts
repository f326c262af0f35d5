import { fullName } from '../find.ts';
import { entryAt } from '../git/tree.ts';
import { notFound } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository, World } from '../world.ts';
import { filePath } from './address.ts';
import { commit } from './ask.ts';
import { type Place, textOf } from './files.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { hidden, pathBack } from './session.ts';
import { breakable } from './standing.ts';
import type { View } from './view.ts';
import type { Values } from './visit.ts';

/** GitHub's editor of one file on a branch. `back` is the pull request from which it was opened. Throws 404. */
export function editPage(
  view: View,
  repository: Repository,
  { revision: branch, path }: Place,
  back: string | null,
): Answer {
  const { world, acting, said } = view;
  const { git } = repository;
  const head = git.branch(branch);
  const entry = entryAt(git.objects, git.objects.commit(head ?? '')?.tree ?? '', path);
  const text = entry === undefined ? undefined : textOf(repository, entry.oid);
  if (head === undefined || text === undefined || acting === undefined) throw notFound();
  const name = path.slice(path.lastIndexOf('/') + 1);
  const form = html`<form class="card wide" method="post" action="${filePath(world, repository, 'edit', branch, path)}">${hidden({ as: acting.login, head, pr: back ?? '' })}
<div class="field"><label for="content">What the file says</label><textarea class="code" id="content" name="content" rows="20" spellcheck="false">
${said?.written.content ?? text}</textarea></div>
<div class="field"><label for="message">Commit message</label><input id="message" name="message" value="${said?.written.message ?? `Change ${name}`}" required autocomplete="off"></div>
<div class="row"><button class="primary">Commit and push as ${acting.login}</button></div></form>`;
  return page(view, { title: `Edit ${path}`, repository }, [
    html`<h1>Edit ${breakable(path)}</h1><p class="lead">On the branch <code>${branch}</code>. One more byte is another revision: what was approved before was not this.</p>`,
    form,
  ]);
}

/** Commits it on top of the head that was shown. Gives where to see what came of it. Throws `Refused`. */
export async function edit(
  world: World,
  repository: Repository,
  { revision: branch, path }: Place,
  login: string,
  values: Values,
): Promise<string> {
  const { head = '', content = '', message = '', pr } = values;
  const files = { [path]: content };
  await commit(world, login, {
    repository: fullName(world, repository),
    branch,
    head,
    message: message || `Change ${path}`,
    files,
  });
  return pr ? pathBack(pr) : filePath(world, repository, 'blob', branch, path);
}
