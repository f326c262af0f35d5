import { filesOf } from '../pulls/changes.ts';
import { latestOpinions } from '../pulls/reviews.ts';
import { mergeViolations } from '../rules/merge.ts';
import type { PullRequest, Repository, Review } from '../world.ts';
import { discussionPath, filePath } from './address.ts';
import { type Html, html } from './html.ts';
import { icon } from './icon.ts';
import { commitLink, reviewerName, roleOf, who } from './label.ts';
import type { View } from './view.ts';

/** What stands beside a conversation: who was asked and who answered, the files, and whether it can be merged. */
export function aside(view: View, repository: Repository, pull: PullRequest): Html {
  return html`<aside class="beside" aria-label="Where it stands">
<section aria-labelledby="reviewers"><h2 id="reviewers">Reviewers</h2>${reviewers(view, repository, pull)}</section>
<section aria-labelledby="files"><h2 id="files">Files</h2>${files(view, repository, pull)}</section>
<section aria-labelledby="merge"><h2 id="merge">Merge</h2>${merge(view, repository, pull)}</section>
</aside>`;
}

function reviewers(view: View, repository: Repository, pull: PullRequest): Html {
  const opinions = latestOpinions(view.world, repository, pull, { writersOnly: false });
  const people = new Set([...pull.requestedReviewers, ...opinions.map(({ author }) => author)]);
  const rows = [...people].map((id) => {
    const opinion = opinions.find(({ author }) => author === id);
    const asked = id !== null && pull.requestedReviewers.includes(id) ? ['is asked'] : [];
    const said = [...asked, ...(opinion === undefined ? [] : [wordsOf(opinion, pull)])].join(', ');
    return html`<li>${who(view, id)} ${roleOf(view, id)}<span class="quiet">${said}</span></li>`;
  });
  const teams = pull.requestedTeams.map(
    (id) => html`<li>${reviewerName(view, { kind: 'team', id })}<span class="quiet">is asked</span></li>`,
  );
  if (rows.length + teams.length === 0) return html`<p class="empty">Nobody was asked.</p>`;
  return html`<ul class="people">${rows}${teams}</ul>`;
}

function wordsOf({ state, commit }: Review, { head }: PullRequest): string {
  if (state === 'DISMISSED') return 'review dismissed';
  const said = state === 'APPROVED' ? 'approved' : 'asked for changes to';
  return `${said} ${commit === head.sha ? 'the present head' : 'an earlier head'}`;
}

function files(view: View, repository: Repository, pull: PullRequest): Html {
  const { world, acting } = view;
  const from = pull.head.repository === null ? undefined : world.repositories.get(pull.head.repository);
  const back = discussionPath(world, repository, pull);
  const rows = filesOf(repository, pull).map(({ path, status }) => {
    const file = html`<a href="${filePath(world, repository, 'blob', pull.head.sha, path)}">${breakable(path)}</a>`;
    const editable = acting !== undefined && from !== undefined && pull.state === 'open' && status !== 'removed';
    const to = editable ? `${filePath(world, from, 'edit', pull.head.ref, path)}?pr=${encodeURIComponent(back)}` : '';
    const edit = editable
      ? html`<a class="edit" href="${to}">${icon('pen')}Edit<span class="unsaid"> ${path}</span></a>`
      : null;
    return html`<li><span>${file}<span class="quiet">${status}</span></span>${edit}</li>`;
  });
  return rows.length === 0 ? html`<p class="empty">It changes no file.</p>` : html`<ul class="files">${rows}</ul>`;
}

function merge({ world }: View, repository: Repository, pull: PullRequest): Html {
  if (pull.merged !== null) {
    const { sha } = pull.merged;
    return html`<p>Merged into <code>${pull.base.ref}</code> as ${commitLink({ world }, repository, sha)}.</p>`;
  }
  if (pull.state === 'closed') return html`<p>Closed without a merge.</p>`;
  const against = [...new Set(mergeViolations(world, repository, pull, null))];
  if (against.length === 0) return html`<p>Nothing in the rules of this repository stands against it.</p>`;
  return html`<p>By the rules of this repository people cannot merge it:</p><ul class="rules">${against.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** A path that may break after each slash, and nowhere else. */
export function breakable(path: string): Html {
  return html`${path.split('/').map((part, at) => (at === 0 ? html`${part}` : html`/<wbr>${part}`))}`;
}
