import type { Issue, PullRequest, Repository } from '../world.ts';
import { discussionPath } from './address.ts';
import { type Html, html } from './html.ts';
import { shortOid } from './label.ts';
import { hidden } from './session.ts';
import type { View } from './view.ts';

/** What one can do with a pull request, as the person one acts as. Whether GitHub takes it is GitHub's to say. */
export function turn(view: View, repository: Repository, pull: PullRequest): Html {
  const { acting } = view;
  if (acting === undefined) return html``;
  const open = pull.state === 'open';
  return html`<section aria-labelledby="turn" class="turn"><h2 id="turn">Your turn, ${acting.login}</h2>
${open ? review(view, repository, pull) : null}
${commentForm(view, repository, pull)}
${pull.merged === null ? standing(view, repository, pull) : null}
</section>`;
}

function review({ world, acting, said }: View, repository: Repository, pull: PullRequest): Html {
  const head = pull.head.sha;
  return html`<form class="card" method="post" action="${discussionPath(world, repository, pull)}/review">${hidden({ as: acting?.login ?? '', head })}
<h3>Review head <code>${shortOid(head)}</code></h3>
<label for="review">What you say of it</label>
<textarea id="review" name="review" rows="3" aria-describedby="review-hint">
${said?.written.review ?? ''}</textarea>
<p class="hint" id="review-hint">An approval needs no words, the other two do. It is given on exactly this head.</p>
<div class="row"><button class="primary" name="event" value="APPROVE">Approve</button><button name="event" value="REQUEST_CHANGES">Request changes</button><button name="event" value="COMMENT">Review with a comment</button></div></form>`;
}

/** A word to all who read. */
export function commentForm({ world, acting, said }: View, repository: Repository, one: PullRequest | Issue): Html {
  if (acting === undefined) return html``;
  return html`<form class="card" method="post" action="${discussionPath(world, repository, one)}/comment">${hidden({ as: acting.login })}
<h3>Comment as ${acting.login}</h3>
<label for="comment">Your words, in Markdown</label>
<textarea id="comment" name="comment" rows="3">
${said?.written.comment ?? ''}</textarea>
<div class="row"><button>Comment</button></div></form>`;
}

function standing({ world, acting }: View, repository: Repository, pull: PullRequest): Html {
  const open = pull.state === 'open';
  const merge = open ? html`<button name="state" value="merged">Merge pull request</button>` : null;
  return html`<form class="card" method="post" action="${discussionPath(world, repository, pull)}/state">${hidden({ as: acting?.login ?? '', head: pull.head.sha })}
<h3>Or</h3><div class="row"><button name="state" value="${open ? 'closed' : 'open'}">${open ? 'Close pull request' : 'Reopen pull request'}</button>${merge}</div></form>`;
}
