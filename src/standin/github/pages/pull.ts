import { account, fullName } from '../find.ts';
import type { Answer } from '../rest/call.ts';
import type { Issue, PullRequest, Repository } from '../world.ts';
import { checkCard } from './check.ts';
import { conversation } from './conversation.ts';
import { shown, speech } from './happening.ts';
import { latestRun } from './home.ts';
import { type Html, html } from './html.ts';
import { stateBadge, who, words } from './label.ts';
import { page } from './layout.ts';
import { aside } from './standing.ts';
import { turn } from './turn.ts';
import type { View } from './view.ts';

/** A pull request: what its check says, all that happened, what stands, and what one can do. */
export function pullPage(view: View, repository: Repository, pull: PullRequest): Answer {
  const run = latestRun(repository, pull);
  const check =
    run === undefined
      ? html`<p class="card empty">No check has spoken about this head yet.</p>`
      : checkCard(view, repository, run);
  const from = headName(view, repository, pull);
  const meta = html`<p class="meta">${stateBadge(pull)} ${who(view, pull.author)} proposes <code>${from}</code> for <code>${pull.base.ref}</code></p>`;
  return page(view, { title: `${pull.title} #${pull.number}`, repository }, [
    heading(pull),
    meta,
    html`<div class="two"><div class="main">${check}${thread(view, repository, pull)}${turn(view, repository, pull)}</div>${aside(view, repository, pull)}</div>`,
  ]);
}

/** An issue with its comments. */
export function issuePage(view: View, repository: Repository, issue: Issue): Answer {
  return page(view, { title: `${issue.title} #${issue.number}`, repository }, [
    heading(issue),
    html`<p class="meta">${stateBadge(issue)} ${who(view, issue.author)} in ${fullName(view.world, repository)}</p>`,
    html`<div class="one">${thread(view, repository, issue)}${turn(view, repository, issue)}</div>`,
  ]);
}

function heading({ title, number }: PullRequest | Issue): Html {
  return html`<h1>${words(title)} <span class="number">#${number}</span></h1>`;
}

function thread(view: View, repository: Repository, one: PullRequest | Issue): Html {
  const pull = one.kind === 'pull' ? one : undefined;
  const events = conversation(view.world, repository, one).map((event) => shown(view, repository, pull, event));
  return html`<section aria-labelledby="conversation"><h2 id="conversation">Conversation</h2>
<ol class="thread">${speech(view, { ...one, did: html`opened this`, at: one.createdAt, id: 'opened' })}${events}</ol></section>`;
}

/** `owner:branch` where it comes from a fork. */
function headName({ world }: View, repository: Repository, { head }: PullRequest): string {
  if (head.repository === repository.id) return head.ref;
  const from = head.repository === null ? undefined : world.repositories.get(head.repository);
  return `${from === undefined ? 'a fork that is gone' : account(world, from.owner).login}:${head.ref}`;
}
