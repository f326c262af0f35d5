import type { Answer } from '../rest/call.ts';
import { rulesFor } from '../rules/match.ts';
import type { Repository } from '../world.ts';
import { filePath } from './address.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import { commitLink, moment, words } from './label.ts';
import { page } from './layout.ts';
import { RECORD } from './record.ts';
import { breakable } from './standing.ts';
import type { View } from './view.ts';

/** Every branch with its tip, and the rulesets that guard it: the default branch first, those without rules last. */
export function branchesPage(view: View, repository: Repository): Answer {
  const rank = (name: string) => {
    if (name === repository.defaultBranch) return 0;
    return name === RECORD ? 1 : guardsOf(repository, name).length > 0 ? 2 : 3;
  };
  const names = repository.git
    .refs('refs/heads/')
    .map(([name, tip]) => ({ name: name.slice('refs/heads/'.length), tip }));
  const rows = names
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({ name, tip }) => row(view, repository, name, tip));
  const table = html`<div class="card scroll" role="group" aria-label="Branches" tabindex="0"><table class="branches">
<thead><tr><th scope="col">Branch</th><th scope="col">Tip</th><th scope="col">Last commit</th><th scope="col">Rules</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return page(view, { title: 'Branches', repository, tab: 'Branches' }, [html`<h1>Branches</h1>`, table]);
}

function row({ world }: View, repository: Repository, name: string, tip: string): Html {
  const commit = repository.git.objects.commit(tip);
  const rules = guardsOf(repository, name).join(', ');
  return html`<tr><th scope="row">${icon('branch')} <a href="${filePath(world, repository, 'tree', name, '')}">${breakable(name)}</a></th>
<td>${commitLink({ world }, repository, tip)}</td>
<td>${words(commit?.message.split('\n')[0] ?? '')}<span class="quiet">${commit === undefined ? '' : moment(commit.committer.at)}</span></td><td>${rules === '' ? html`<span class="quiet">none</span>` : rules}</td></tr>`;
}

function guardsOf(repository: Repository, name: string): string[] {
  return [...new Set(rulesFor(repository, `refs/heads/${name}`).map(({ ruleset }) => ruleset.name))];
}
