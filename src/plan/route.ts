import type { Council } from '../council/council.ts';
import type { Endpoint } from '../council/endpoint.ts';
import type { Named } from '../document/names.ts';
import { onOneLine } from '../document/text.ts';
import type { Draft } from '../ledger/entry.ts';
import { dueAt, type NoticeDue, type ReleaseFacts, sendingOf, untold } from '../ledger/facts/release.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { Notice } from '../notice/notice.ts';
import { councilIn, mentionFor } from '../policy/consult.ts';
import type { LoadedRules } from '../policy/rules.ts';
import { announcement } from '../report/announcement.ts';
import { compareInstants, instantOf, msOf } from '../time/instant.ts';
import { haltClaims } from '../verify/halt.ts';
import { type Governance, noticeOf } from './notice.ts';

/** An attempt to tell one recipient of a release. */
export interface Sending {
  readonly release: ReleaseFacts;
  readonly due: NoticeDue;
  readonly notice: Notice;
  readonly attempt: number;
  readonly way: Way;
}
/** By what a recipient is reached today; `none` says why it is not. */
export type Way =
  | { readonly by: 'dispatch'; readonly repository: Named }
  | { readonly by: 'webhook'; readonly endpoint: Endpoint }
  | { readonly by: 'comment'; readonly repository: Named; readonly issue: number; readonly body: string }
  | { readonly by: 'none'; readonly reason: string };

/** What became of an attempt. `refused`: it would be told the same again. `waitMs`: not before, if it was said. */
export type Came =
  | { readonly came: 'told' }
  | { readonly came: 'failed'; readonly reason: string; readonly waitMs?: number }
  | { readonly came: 'refused'; readonly reason: string };

/** The entry about an attempt. */
export type Attempt = Extract<Draft, { kind: 'sent' | 'unsent' | 'dead-letter' }>;

export interface Routing {
  readonly due: readonly Sending[];
  /** When the next attempt is made; null when only a release or a policy can bring one. */
  readonly next: string | null;
}

/** As many at once as a ledger commit takes entries; the others follow in the next turn. */
const MOST_AT_ONCE = 20;
const MINUTE_MS = 60_000;
/** How long to wait after each failed attempt: ten of them in three days (the schedule of Standard Webhooks 1.0.0). */
const PAUSES_MS = [1, 5, 30, 120, 300, 600, 840, 1200, 1440].map((minutes) => minutes * MINUTE_MS);
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS;

/**
 * Who is to be told what now, by the ledger alone: a release goes to the audience that its owners approved. Policies
 * only say what those recipients are called today; one that they no longer name is told nothing more.
 */
export function planRoute(facts: LedgerFacts, rules: LoadedRules, at: string, governance: Governance): Routing {
  const sendings = [...facts.untold].flatMap((number): Sending[] => {
    const release = facts.releases.get(number);
    return release === undefined ? [] : sendingsOf(release, facts, rules, governance);
  });
  const isNow = ({ release, due }: Sending) => compareInstants(dueAt(release, due), at) <= 0;
  const later = sendings.filter((sending) => !isNow(sending)).map(({ release, due }) => dueAt(release, due));
  const due = sendings.filter(isNow);
  const next = due.length > MOST_AT_ONCE ? at : (later.sort(compareInstants)[0] ?? null);
  return { due: due.slice(0, MOST_AT_ONCE), next };
}

function sendingsOf(release: ReleaseFacts, facts: LedgerFacts, rules: LoadedRules, governance: Governance): Sending[] {
  const council = councilIn(rules, release.council);
  // Rules that cannot be read name nobody, and take nobody away either.
  if (council === null || facts.head === null) return [];
  const halted = haltClaims(facts, release.council).length > 0;
  const witness = facts.head;
  return untold(release)
    .filter(({ news }) => !halted || news !== 'released')
    .map((due) => {
      const notice = noticeOf(release, due, governance, witness);
      const attempt = (sendingOf(release, due)?.attempt ?? 0) + 1;
      return { release, due, notice, attempt, way: wayTo(release, due, notice, council) };
    });
}

function wayTo({ audience }: ReleaseFacts, { to }: NoticeDue, notice: Notice, council: Council): Way {
  if (to.channel === 'webhook') {
    const endpoint = council.audience.webhooks?.find(({ url }) => url === to.url);
    return endpoint === undefined ? gone(to.url) : { by: 'webhook', endpoint };
  }
  const known = [council.council_repository, ...council.audience.repositories];
  const repository = known.find(({ id }) => id === to.repository);
  if (repository === undefined) return gone(`repository ${to.repository}`);
  if (to.channel === 'dispatch') return { by: 'dispatch', repository };
  return {
    by: 'comment',
    repository,
    issue: to.issue,
    body: announcement(notice, mentionFor(council, audience.teams)),
  };
}

function gone(what: string): Way {
  return { by: 'none', reason: `the council's policy no longer names ${what}` };
}

/** What the ledger is told of an attempt, by the clock of the look that led to it. */
export function attempted({ release, due, notice, attempt }: Sending, came: Came, at: string): Attempt {
  const { packet, revision, entry } = release;
  const { news, of, to } = due;
  const told = { packet, revision, news, release: entry.number, of: of.number, to, id: notice.id, attempt };
  if (came.came === 'told') return { kind: 'sent', body: told };
  const reason = onOneLine(came.reason, 500) || 'no reason was given';
  const pauseMs = came.came === 'refused' ? undefined : PAUSES_MS[attempt - 1];
  if (pauseMs === undefined) return { kind: 'dead-letter', body: { ...told, reason } };
  const asked = came.came === 'failed' ? (came.waitMs ?? 0) : 0;
  const waitMs = Math.max(pauseMs, Math.min(asked, LONGEST_WAIT_MS));
  return { kind: 'unsent', body: { ...told, reason, retry_at: instantOf(msOf(at) + waitMs) ?? at } };
}
