import { account, fullName } from '../find.ts';
import type { Answer } from '../rest/call.ts';
import type { CheckRun, Issue, PullRequest, Repository, World } from '../world.ts';
import { discussionPath, repositoryPath } from './address.ts';
import { type Html, html } from './html.ts';
import { checkBadge, counted, moment, stateBadge, who, words } from './label.ts';
import { page } from './layout.ts';
import { markdown } from './markdown.ts';
import type { View } from './view.ts';

/** Every repository there is: this page has no login, and hides nothing from who watches. */
export function repositoriesPage(view: View): Answer {
  const { world, visit } = view;
  const first = (one: Repository) => (fullName(world, one) === visit?.repository ? 0 : 1);
  const all = [...world.repositories.values()].sort((a, b) => first(a) - first(b));
  const rows = all.map((one) => {
    const open = [one.pulls, one.issues].map((map) => [...map.values()].filter(({ state }) => state === 'open').length);
    const what = `${counted(open[0] ?? 0, 'open pull request')}, ${counted(open[1] ?? 0, 'open issue')}`;
    return html`<li><h2><a href="${repositoryPath(world, one)}">${fullName(world, one)}</a></h2><p class="quiet">${one.visibility}, ${what}</p></li>`;
  });
  return page(view, { title: 'Repositories' }, [html`<h1>Repositories</h1>`, html`<ul class="list">${rows}</ul>`]);
}

/** What a repository is about now: its pull requests, its issues, and what was delivered elsewhere from here. */
export function homePage(view: View, repository: Repository): Answer {
  const { world, visit } = view;
  const pulls = newestFirst(repository.pulls);
  const issues = newestFirst(repository.issues);
  const own = visit?.repository === fullName(world, repository);
  const aside = own
    ? html`<aside class="card prose" aria-label="Things to try">${markdown(visit.guide, 1)}</aside>`
    : html``;
  const invitation = own
    ? html`Nothing is open. <a href="${repositoryPath(world, repository)}/new">Open a packet</a> and see what becomes of it.`
    : html`Nothing is open.`;
  const [open, closed] = [
    pulls.filter(({ state }) => state === 'open'),
    pulls.filter(({ state }) => state === 'closed'),
  ];
  const main = html`<div class="main">
${section('Open pull requests', list(view, repository, open, invitation))}
${closed.length === 0 ? null : section('Closed pull requests', list(view, repository, closed))}
${issues.length === 0 ? null : section('Issues', list(view, repository, issues))}
${delivered(view, repository)}
</div>`;
  return page(view, { title: 'Overview', repository, tab: 'Overview' }, [
    html`<h1>${fullName(world, repository)}</h1>`,
    html`<div class="${own ? 'two' : 'one'}">${main}${aside}</div>`,
  ]);
}

/** The issues of a repository, the newest first. */
export function issuesPage(view: View, repository: Repository): Answer {
  const all = list(view, repository, newestFirst(repository.issues), html`There is no issue in this repository.`);
  return page(view, { title: 'Issues', repository }, [
    html`<h1>Issues</h1>`,
    html`<div class="one">${all}${delivered(view, repository)}</div>`,
  ]);
}

function newestFirst<One extends Issue | PullRequest>(all: ReadonlyMap<number, One>): One[] {
  return [...all.values()].sort((a, b) => b.number - a.number);
}

function section(title: string, content: Html): Html {
  const id = title.toLowerCase().replaceAll(/\W+/g, '-');
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}

/** Issues that the App opened in other repositories. */
function delivered(view: View, repository: Repository): Html {
  const { world } = view;
  const elsewhere = [...world.repositories.values()].filter((one) => one !== repository);
  const issues = elsewhere.flatMap((one) => {
    const own = [...one.issues.values()].filter(({ author }) => author === world.app.account);
    return own.map((issue) => html`<li>${row(view, one, issue)}</li>`);
  });
  const by = account(world, world.app.account).login;
  return issues.length === 0 ? html`` : section(`Delivered by ${by}`, html`<ul class="list">${issues}</ul>`);
}

function list(view: View, repository: Repository, all: readonly (PullRequest | Issue)[], none: Html = html``): Html {
  if (all.length === 0) return html`<p class="card empty">${none}</p>`;
  return html`<ul class="list">${all.map((one) => html`<li>${row(view, repository, one)}</li>`)}</ul>`;
}

function row(view: View, repository: Repository, one: PullRequest | Issue): Html {
  const { world } = view;
  const run = one.kind === 'pull' ? latestRun(repository, one) : undefined;
  const check =
    run === undefined
      ? null
      : html`<p class="check">${checkBadge(run)} <span>${run.output.title ?? run.name}</span></p>`;
  const into = one.kind === 'pull' ? html` into <code>${one.base.ref}</code>` : html``;
  return html`<div class="top">${stateBadge(one)}<h3><a href="${discussionPath(world, repository, one)}">${words(one.title)}</a></h3></div>
${check}<p class="quiet">${placeOf(world, repository, one)} by ${who(view, one.author)}${into}, ${moment(one.createdAt)}</p>`;
}

function placeOf(world: World, repository: Repository, one: PullRequest | Issue): string {
  return one.kind === 'pull' ? `#${one.number}` : `${fullName(world, repository)}#${one.number}`;
}

/** The newest check on the head of a pull request. */
export function latestRun(repository: Repository, pull: PullRequest): CheckRun | undefined {
  return repository.runs.findLast(({ headSha }) => headSha === pull.head.sha);
}
