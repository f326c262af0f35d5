import { iso } from '../clock.ts';
import { account } from '../find.ts';
import type { Oid } from '../git/object.ts';
import type { CheckRun, Issue, PullRequest, Repository } from '../world.ts';
import { commitPath } from './address.ts';
import { type Html, html } from './html.ts';
import { type Icon, icon } from './icon.ts';
import type { View } from './view.ts';

/** How good something is; its colour never says more than its words. */
export type Tone = 'good' | 'wait' | 'bad' | 'calm' | 'done';

export function badge(tone: Tone, picture: Icon, words: string): Html {
  return html`<span class="badge ${tone}">${icon(picture)}${words}</span>`;
}

export function stateBadge(one: Issue | PullRequest): Html {
  if (one.kind === 'pull' && one.merged !== null) return badge('done', 'merged', 'Merged');
  if (one.state === 'closed') return badge(one.kind === 'pull' ? 'bad' : 'done', 'closed', 'Closed');
  if (one.kind === 'pull' && one.draft) return badge('calm', 'draft', 'Draft');
  return badge('good', 'open', 'Open');
}

type Outcome = Pick<CheckRun, 'status' | 'conclusion'>;

export function checkTone({ conclusion }: Outcome): Tone {
  if (conclusion === 'success') return 'good';
  if (conclusion === 'failure' || conclusion === 'timed_out') return 'bad';
  return conclusion === 'action_required' || conclusion === null ? 'wait' : 'calm';
}

/** `action required`, `success`, `in progress`: as GitHub calls it. */
function checkWords({ status, conclusion }: Outcome): string {
  return (conclusion ?? status).replace('_', ' ');
}

export function checkBadge(run: Outcome): Html {
  const pictures = { good: 'yes', wait: run.conclusion === null ? 'busy' : 'hold', bad: 'no' } as const;
  const tone = checkTone(run);
  return badge(tone, tone in pictures ? pictures[tone as keyof typeof pictures] : 'draft', checkWords(run));
}

/** Names on one line that other people wrote: no direction of theirs reaches what stands beside them. */
export function words(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

const HUES: readonly Tone[] = ['good', 'done', 'wait', 'calm'];

/** An account by its name, with a face that only decorates. `null` is GitHub's ghost. */
export function who(view: Pick<View, 'world'>, id: number | null): Html {
  const login = id === null ? 'ghost' : account(view.world, id).login;
  const bot = login.endsWith('[bot]') ? ' bot' : '';
  const hue = HUES[[...login].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length];
  return html`<span class="who"><span class="face ${hue ?? ''}${bot}" aria-hidden="true">${login.slice(0, 1).toUpperCase()}</span>${words(login)}</span>`;
}

/** A person or a team whose review is asked for. */
export function reviewerName(view: Pick<View, 'world'>, { kind, id }: { kind: 'user' | 'team'; id: number }): Html {
  return kind === 'user' ? who(view, id) : html`the team ${words(view.world.teams.get(id)?.slug ?? String(id))}`;
}

/** `a, b and c`. */
export function listed(all: readonly Html[]): Html {
  return html`${all.map((one, at) => (at === 0 ? one : html`${at === all.length - 1 ? ' and ' : ', '}${one}`))}`;
}

/** What an account is in the story, where one is told. */
export function roleOf({ visit, world }: View, id: number | null): Html {
  const login = id === null ? undefined : account(world, id).login;
  const found = visit?.people.find((one) => one.login === login);
  return found === undefined ? html`` : html`<span class="role">${found.role}</span>`;
}

export function shortOid(oid: Oid): string {
  return oid.slice(0, 7);
}

/** A commit by the beginning of its name. */
export function commitLink({ world }: Pick<View, 'world'>, repository: Repository, oid: Oid): Html {
  return html`<a href="${commitPath(world, repository, oid)}"><code>${shortOid(oid)}</code></a>`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** An instant of the world's clock, UTC. */
export function moment(at: number): Html {
  return html`<time datetime="${iso(at)}">${dayOf(at)}, ${iso(at).slice(11, 19)}</time>`;
}

/** The same for a clock that is looked at: with weekday and year. */
export function longMoment(at: number): Html {
  const date = new Date(at);
  const day = `${WEEKDAYS[date.getUTCDay()]}, ${dayOf(at)} ${date.getUTCFullYear()}`;
  return html`<time datetime="${iso(at)}">${day}, <strong>${iso(at).slice(11, 19)}</strong> UTC</time>`;
}

function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `1 commit`, `2 commits`. */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}
