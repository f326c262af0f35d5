import type { Issue, PullRequest, Repository } from '../world.ts';
import { discussionPath } from './address.ts';
import { type Html, html } from './html.ts';
import { shortOid } from './label.ts';
import { hidden } from './session.ts';
import type { View } from './view.ts';

/**
 * What one can do here as the person one acts as, each act a button of one form. Whether GitHub takes it is GitHub's to
 * say: nothing is left out because it would be refused.
 */
export function turn({ world, acting, said }: View, repository: Repository, one: PullRequest | Issue): Html {
  if (acting === undefined) return html``;
  const at = discussionPath(world, repository, one);
  const pull = one.kind === 'pull' ? one : undefined;
  const head = pull === undefined ? {} : { head: pull.head.sha };
  const reviewing = pull?.state === 'open';
  const hint = reviewing
    ? html`An approval needs no words, everything else does. A review is given on exactly this head, <code>${shortOid(pull.head.sha)}</code>.`
    : html`Markdown, as on GitHub.`;
  return html`<section class="card turn" aria-labelledby="turn"><h2 id="turn">Your turn, ${acting.login}</h2>
<form method="post" action="${at}/comment">${hidden({ as: acting.login, ...head })}
<div class="field"><label for="words">What you say</label>
<textarea id="words" name="words" rows="3" aria-describedby="words-hint">
${said?.written.words ?? ''}</textarea><p class="hint" id="words-hint">${hint}</p></div>
${reviewing ? reviewButtons(at) : null}
<div class="row"><button>Comment</button>${pull === undefined || pull.merged !== null ? null : stateButtons(at, pull)}</div></form></section>`;
}

function reviewButtons(at: string): Html {
  const button = (event: string, label: string, look: string) =>
    html`<button class="${look}" formaction="${at}/review" name="event" value="${event}">${label}</button>`;
  return html`<div class="row">${button('APPROVE', 'Approve', 'primary')}${button('REQUEST_CHANGES', 'Request changes', '')}${button('COMMENT', 'Review without a verdict', '')}</div>`;
}

function stateButtons(at: string, { state }: PullRequest): Html {
  const button = (to: string, label: string) =>
    html`<button formaction="${at}/state" name="state" value="${to}">${label}</button>`;
  return state === 'open'
    ? html`${button('closed', 'Close pull request')}${button('merged', 'Merge pull request')}`
    : button('open', 'Reopen pull request');
}
