import { account } from '../find.ts';
import type { PullRequest, Repository, Review } from '../world.ts';
import { discussionPath, repositoryPath } from './address.ts';
import type { Happening } from './conversation.ts';
import { type Html, html } from './html.ts';
import { type Icon, icon } from './icon.ts';
import {
  badge,
  checkBadge,
  commitLink,
  counted,
  listed,
  moment,
  reviewerName,
  roleOf,
  shortOid,
  type Tone,
  who,
  words,
} from './label.ts';
import { markdown } from './markdown.ts';
import { hidden } from './session.ts';
import type { View } from './view.ts';

/** One event of a conversation. `pull` is undefined on an issue. */
export function shown(view: View, repository: Repository, pull: PullRequest | undefined, one: Happening): Html {
  switch (one.kind) {
    case 'comment': {
      const { id, author, body } = one.comment;
      return speech(view, { author, did: html`commented`, at: one.at, body, id: `issuecomment-${id}` });
    }
    case 'push':
      return push(view, repository, one);
    case 'check': {
      const { run } = one;
      const at = `${repositoryPath(view.world, repository)}/runs/${run.id}`;
      const title = html`<a href="${at}">${words(run.output.title ?? run.name)}</a>`;
      return line(
        'seal',
        html`${words(run.name)} on <code>${shortOid(run.headSha)}</code>: ${checkBadge(run)} ${title}`,
        one.at,
      );
    }
    case 'review':
      return pull === undefined ? html`` : reviewed(view, repository, pull, one.review);
    case 'asked': {
      const names = listed(one.reviewers.map((reviewer) => reviewerName(view, reviewer)));
      return line('eye', html`${who(view, one.actor)} asked ${names} for a review`, one.at);
    }
    case 'event':
      return event(view, repository, pull, one.event);
  }
}

/** Something that somebody said. */
export interface Speech {
  readonly author: number | null;
  /** What they did by it: `commented`. */
  readonly did: Html;
  readonly at: number;
  readonly body: string | null;
  /** By which an address leads to it. */
  readonly id: string;
  /** What can be done with it. */
  readonly more?: Html;
  /** It was said of something that has changed since. */
  readonly stale?: boolean;
}

/** A text of somebody in its box, with its Markdown. */
export function speech(view: View, { author, did, at, body, id, more = html``, stale = false }: Speech): Html {
  const text = body === null || body === '' ? null : html`<div class="prose" dir="auto">${markdown(body, 2)}</div>`;
  return html`<li class="said-by${stale ? ' stale' : ''}" id="${id}"><div class="head"><p>${who(view, author)} ${roleOf(view, author)} <span class="did">${did}</span></p><p class="when">${moment(at)}</p></div>${text}${more}</li>`;
}

type Told = Extract<Happening, { kind: 'event' }>['event'];

function line(picture: Icon, what: Html, at: number): Html {
  return html`<li class="line">${icon(picture)}<p>${what}</p><p class="when">${moment(at)}</p></li>`;
}

const STATES: Record<Review['state'], readonly [Tone, Icon, string]> = {
  APPROVED: ['good', 'yes', 'Approved'],
  CHANGES_REQUESTED: ['bad', 'no', 'Changes requested'],
  COMMENTED: ['calm', 'words', 'Commented'],
  DISMISSED: ['calm', 'void', 'Dismissed'],
  PENDING: ['calm', 'words', 'Pending'],
};

function reviewed(view: View, repository: Repository, pull: PullRequest, review: Review): Html {
  const { id, author, state, body, submittedAt } = review;
  const [tone, picture, word] = STATES[state];
  const commit = review.commit === null ? html`a commit that is gone` : commitLink(view, repository, review.commit);
  const stale = review.commit !== pull.head.sha;
  const did = html`${badge(stale ? 'calm' : tone, picture, word)} ${stale ? 'an earlier head' : 'the present head'}, ${commit}`;
  const dismissable = (state === 'APPROVED' || state === 'CHANGES_REQUESTED') && view.acting !== undefined;
  const more = dismissable ? { more: dismissal(view, repository, pull, review) } : {};
  return speech(view, { author, did, at: submittedAt ?? 0, body, id: `pullrequestreview-${id}`, stale, ...more });
}

function dismissal({ world, acting }: View, repository: Repository, pull: PullRequest, review: Review): Html {
  const of = review.author === null ? 'ghost' : account(world, review.author).login;
  const field = `reason-${review.id}`;
  return html`<details class="dismiss"><summary>Dismiss<span class="unsaid"> the review of ${of}</span></summary>
<form method="post" action="${discussionPath(world, repository, pull)}/dismiss">${hidden({ as: acting?.login ?? '', review: String(review.id) })}
<label for="${field}">Why ${acting?.login ?? ''} dismisses it</label><input id="${field}" name="message" required autocomplete="off"><button>Dismiss this review</button></form></details>`;
}

function push(view: View, repository: Repository, { at, push, commits }: Extract<Happening, { kind: 'push' }>): Html {
  const list = commits.map((oid) => {
    const headline = repository.git.objects.commit(oid)?.message.split('\n')[0] ?? '';
    return html`<li>${commitLink(view, repository, oid)} ${words(headline)}</li>`;
  });
  const how = push.type === 'force_push' ? 'force-pushed' : 'pushed';
  const what = html`${who(view, push.actor)} ${how} ${counted(commits.length, 'commit')}`;
  return html`<li class="line">${icon('commit')}<div><p>${what}</p><ul class="commits">${list}</ul></div><p class="when">${moment(at)}</p></li>`;
}

function event(view: View, repository: Repository, pull: PullRequest | undefined, one: Told): Html {
  const actor = who(view, one.actor);
  switch (one.kind) {
    case 'review_dismissed': {
      const of = pull?.reviews.find(({ id }) => id === one.review)?.author ?? null;
      const was = one.previous === 'APPROVED' ? 'approval' : 'review';
      const why = one.message === '' ? null : html`: <q>${words(one.message)}</q>`;
      return line('void', html`${actor} dismissed the ${was} of ${who(view, of)}${why}`, one.at);
    }
    case 'merged': {
      const commit = commitLink(view, repository, pull?.merged?.sha ?? '');
      return line('merged', html`${actor} merged it into <code>${pull?.base.ref ?? ''}</code> as ${commit}`, one.at);
    }
    case 'base_ref_changed':
      return line(
        'branch',
        html`${actor} changed the base from <code>${one.from}</code> to <code>${one.to}</code>`,
        one.at,
      );
    case 'renamed_title':
      return line(
        'pen',
        html`${actor} changed the title from <q>${words(one.from)}</q> to <q>${words(one.to)}</q>`,
        one.at,
      );
    case 'head_ref_force_pushed':
      return line('commit', html`${actor} force-pushed <code>${shortOid(one.after)}</code>`, one.at);
    case 'closed':
      return line('closed', html`${actor} closed it`, one.at);
    case 'reopened':
      return line('open', html`${actor} reopened it`, one.at);
    case 'convert_to_draft':
      return line('draft', html`${actor} made it a draft`, one.at);
    case 'ready_for_review':
      return line('eye', html`${actor} made it ready for review`, one.at);
  }
}
