import { iso } from '../clock.ts';
import { fullName } from '../find.ts';
import type { Answer } from '../rest/call.ts';
import type { Repository } from '../world.ts';
import { repositoryPath } from './address.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import { longMoment } from './label.ts';
import { RECORD } from './record.ts';
import type { Said } from './said.ts';
import { hidden } from './session.ts';
import type { View } from './view.ts';

/** What a page is about, and where in the menu it stands. */
export interface About {
  readonly title: string;
  readonly repository?: Repository;
  readonly tab?: string;
}

/**
 * Nothing but our own stylesheet and icon is loaded, nothing is executed, forms lead here only. With `no-referrer`
 * browsers would send `Origin: null`, by which no form could be told from another site's.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** A whole page around its main part. */
export function page(view: View, about: About, main: readonly Html[], status = 200): Answer {
  const { title, repository } = about;
  const place = repository === undefined ? '' : `, ${fullName(view.world, repository)}`;
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}${place}</title>
<link rel="stylesheet" href="/style.css">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
${crumbs(view, repository)}
${menu(view, about)}
${stage(view)}
</header>
<main id="main" tabindex="-1">
${view.said === undefined ? null : saying(view.said)}
${main}
</main>
<footer><p>This is a stand-in for GitHub on your own machine: no account, no network. The bot, ${view.world.app.name}, is the real one and does not know.</p></footer>
</body>
</html>`;
  return { status, headers: HEADERS, body: Buffer.from(text) };
}

function crumbs({ world }: View, repository: Repository | undefined): Html {
  const name =
    repository === undefined
      ? null
      : html` <span aria-hidden="true">/</span> <a class="place" href="${repositoryPath(world, repository)}">${fullName(world, repository)}</a>`;
  return html`<p class="crumbs"><a class="brand" href="/">${icon('seal')}<span>Repositories</span></a>${name}</p>`;
}

function menu({ world, visit }: View, { repository, tab }: About): Html | null {
  if (repository === undefined) return null;
  const home = repositoryPath(world, repository);
  const open = (all: ReadonlyMap<number, { state: string }>) =>
    [...all.values()].filter(({ state }) => state === 'open').length;
  const entries = [
    { name: 'Overview', path: home, count: open(repository.pulls) + open(repository.issues) },
    { name: 'Branches', path: `${home}/branches`, count: repository.git.refs('refs/heads/').length },
    ...(repository.git.branch(RECORD) === undefined ? [] : [{ name: 'Ledger', path: `${home}/ledger`, count: null }]),
  ];
  const items = entries.map(({ name, path, count }) => {
    const current = name === tab ? html` aria-current="page"` : null;
    const many = count === null ? null : html` <span class="count">${count}</span>`;
    return html`<li><a href="${path}"${current}>${name}${many}</a></li>`;
  });
  const propose = visit?.repository === fullName(world, repository) && tab !== 'Open a packet';
  const button = propose ? html`<a class="button primary" href="${home}/new">Open a packet</a>` : null;
  return html`<nav aria-label="${fullName(world, repository)}"><ul class="tabs">${items}</ul>${button}</nav>`;
}

/** As whom one acts, and what time it is: both can be changed from every page. */
function stage({ world, visit, acting, here }: View): Html | null {
  if (visit === undefined) return null;
  const groups = [...new Set(visit.people.map(({ group }) => group))].map((group) => {
    const those = visit.people.filter((one) => one.group === group);
    const options = those.map(({ login, role }) => {
      const selected = login === acting?.login ? html` selected` : null;
      return html`<option value="${login}"${selected}>${login}, ${role}</option>`;
    });
    return html`<optgroup label="${group}">${options}</optgroup>`;
  });
  const waits = visit.waits.map(({ name, label }) => html`<button name="wait" value="${name}">${label}</button>`);
  return html`<div class="stage">
<form class="acting" method="post" action="/acting">${hidden({ here })}<label for="acting">You act as</label><select id="acting" name="login">${groups}</select><button>Switch</button></form>
<form class="clock" method="post" action="/time">${hidden({ here })}<p id="now">${icon('busy')}<span>${longMoment(world.clock.now())}</span></p><div class="row" role="group" aria-labelledby="now">${waits}</div></form>
</div>`;
}

function saying({ what, refused, came }: Said): Html {
  const events = came.length === 0 ? null : html`<ul>${came.map((one) => html`<li>${one}</li>`)}</ul>`;
  const answer =
    refused === undefined
      ? html`<p><strong>${what}.</strong> ${came.length === 0 ? 'Nothing else came of it.' : 'What came of it:'}</p>`
      : html`<p><strong>${what}: GitHub refuses.</strong></p><p class="refusal">${refused}</p>`;
  return html`<div id="said" class="said ${refused === undefined ? 'good' : 'bad'}" role="${refused === undefined ? 'status' : 'alert'}" tabindex="-1">${answer}${events}</div>`;
}

/** When nothing was to be read: what a visitor sees instead of a page. */
export function refusalPage(view: View, status: number, message: string): Answer {
  const title = status === 404 ? 'There is no such page' : 'This cannot be done';
  const at = iso(view.world.clock.now());
  return page(view, { title }, [html`<h1>${title}</h1><p>${status}: ${message}</p><p class="quiet">${at}</p>`], status);
}
