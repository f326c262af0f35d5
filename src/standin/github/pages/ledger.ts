import type { Answer } from '../rest/call.ts';
import type { Repository } from '../world.ts';
import { commitPath, repositoryPath } from './address.ts';
import { type Html, html } from './html.ts';
import { counted, moment, words } from './label.ts';
import { page } from './layout.ts';
import { type Entry, entriesAt, headlinesAt, RECORD } from './record.ts';
import type { View } from './view.ts';

const MOST = 100;

/** The App's record as a list, newest first. `before` leaves out that entry and what is newer. */
export function ledgerPage(view: View, repository: Repository, before = Number.POSITIVE_INFINITY): Answer {
  const about = { title: 'Ledger', repository, tab: 'Ledger' };
  const tip = repository.git.branch(RECORD);
  if (tip === undefined)
    return page(view, about, [
      html`<h1>Ledger</h1><p class="empty">There is no branch <code>${RECORD}</code> here.</p>`,
    ]);
  const all = entriesAt(repository, tip);
  const earlier = all.filter(({ number }) => number < before);
  const headlines = headlinesAt(repository, tip);
  const rows = earlier.slice(0, MOST).map((entry) => row(entry, headlines.get(entry.number)));
  const next = earlier[MOST - 1]?.number;
  const more = `${repositoryPath(view.world, repository)}/ledger?before=${next ?? 0}`;
  return page(view, about, [
    html`<h1>Ledger</h1><p class="lead">${counted(all.length, 'entry', 'entries')} on the branch <code>${RECORD}</code>, newest first. Each holds the hash of the one before; nothing is ever changed. The branch is at <a href="${commitPath(view.world, repository, tip)}"><code>${tip.slice(0, 10)}</code></a>.</p>`,
    html`<ul class="list ledger">${rows}</ul>`,
    earlier.length > MOST ? html`<p><a class="button" href="${more}">Earlier entries</a></p>` : html``,
  ]);
}

function row({ number, kind, at, json }: Entry, headline: string | undefined): Html {
  const time = Date.parse(at);
  const name = /^[a-z-]+$/.test(kind) ? kind : '';
  return html`<li id="entry-${number}"><details><summary><span class="count">${number}</span> <span class="kind ${name}">${words(kind)}</span> <span class="sentence">${words(headline ?? '')}</span> <span class="when">${Number.isFinite(time) ? moment(time) : words(at)}</span></summary>
<div class="scroll" role="group" aria-label="Entry ${number} as JSON" tabindex="0"><pre><code>${json}</code></pre></div></details></li>`;
}
