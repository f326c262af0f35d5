import type { Answer } from '../rest/call.ts';
import type { CheckRun, Repository } from '../world.ts';
import { discussionPath, repositoryPath } from './address.ts';
import { type Html, html } from './html.ts';
import { checkBadge, checkTone, commitLink, moment, words } from './label.ts';
import { page } from './layout.ts';
import { markdown, sections } from './markdown.ts';
import type { View } from './view.ts';

/** A part of a page of more characters than this is folded where the page is shown beside other things. */
const LONG = 1200;

/** The whole page of a check, as its App wrote it. */
export function checkPage(view: View, repository: Repository, run: CheckRun): Answer {
  const { summary, text, annotations } = run.output;
  const pulls = [...repository.pulls.values()].filter(({ head }) => head.sha === run.headSha);
  const on = pulls.map((pull) => html`<a href="${discussionPath(view.world, repository, pull)}">#${pull.number}</a> `);
  return page(view, { title: `${run.name}: ${run.output.title ?? run.status}`, repository }, [
    html`<h1>${words(run.output.title ?? run.name)}</h1>`,
    html`<p class="meta">${checkBadge(run)} ${words(run.name)} on ${commitLink(view, repository, run.headSha)}, ${on}${moment(run.completedAt ?? run.startedAt)}</p>`,
    html`<div class="card prose wide" dir="auto">${markdown(summary ?? '', 1)}${markdown(text ?? '', 1)}</div>`,
    annotations.length === 0 ? html`` : html`<h2>Annotations</h2><ul class="list">${annotations.map(annotation)}</ul>`,
  ]);
}

/** The newest check of the present head, with what is long folded. */
export function checkCard(view: View, repository: Repository, run: CheckRun): Html {
  const { title, summary, text } = run.output;
  const parts = sections([summary, text].filter((part) => part !== null).join('\n\n'), 2).map(
    ({ heading, body, length }) => {
      if (heading === null) return html`<div class="prose" dir="auto">${body}</div>`;
      return html`<details${length > LONG ? null : html` open`}><summary><h3>${heading}</h3></summary><div class="prose" dir="auto">${body}</div></details>`;
    },
  );
  const at = `${repositoryPath(view.world, repository)}/runs/${run.id}`;
  return html`<section class="card verdict ${checkTone(run)}" aria-labelledby="check-${run.id}">
<h2 id="check-${run.id}">${words(run.name)}: ${words(title ?? run.status)}</h2>
<p class="meta">${checkBadge(run)} on the present head ${commitLink(view, repository, run.headSha)}, ${moment(run.completedAt ?? run.startedAt)}. <a href="${at}">The check on a page of its own</a></p>
${parts}</section>`;
}

function annotation({ path, start_line, annotation_level, message }: CheckRun['output']['annotations'][number]): Html {
  return html`<li><p><code>${path}:${start_line}</code> ${annotation_level}: ${words(message)}</p></li>`;
}
