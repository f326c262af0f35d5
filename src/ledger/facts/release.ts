import type { Digest } from '../../digest/digest.ts';
import type { News } from '../../notice/notice.ts';
import { type Recipient, recipientText } from '../../notice/recipient.ts';
import type { Link } from '../chain.ts';
import type { Body, EntryOf } from '../entry.ts';

/** An entry that is told to those who received a release. */
export interface Told {
  readonly number: number;
  readonly hash: Digest;
  readonly at: string;
}

/** A release, and what those who receive it were told. */
export interface ReleaseFacts extends Body<'released'> {
  readonly entry: Told;
  /** The first later release of the same packet. */
  readonly supersededBy: (Told & { readonly revision: number }) | null;
  readonly withdrawnBy: (Told & { readonly person: string; readonly reason: string }) | null;
  /** How far each notice is, by `sendingKey`; those that nobody tried are not there. */
  readonly sendings: ReadonlyMap<string, SendingFacts>;
}
export interface SendingFacts {
  readonly state: 'sent' | 'unsent' | 'dead-letter';
  readonly news: News;
  readonly to: Recipient;
  /** By which the receiver drops repeats. */
  readonly id: string;
  /** The number of the entry that says so. */
  readonly entry: number;
  readonly at: string;
  readonly attempt: number;
  readonly reason: string | null;
  readonly retryAt: string | null;
}

/** A notice that is to reach one recipient. */
export interface NoticeDue {
  readonly news: News;
  readonly of: Told;
  readonly to: Recipient;
}

/** A release as it enters the ledger. */
export function newRelease({ entry, hash }: { entry: EntryOf<'released'>; hash: Digest }): ReleaseFacts {
  const told = { number: entry.number, hash, at: entry.at };
  return { ...entry.body, entry: told, supersededBy: null, withdrawnBy: null, sendings: new Map() };
}

/** A release after an entry about it; only the first later release and the first withdrawal count. */
export function releaseAfter(release: ReleaseFacts, { entry, hash }: Link): ReleaseFacts {
  const told = { number: entry.number, hash, at: entry.at };
  switch (entry.kind) {
    case 'released':
      return { ...release, supersededBy: release.supersededBy ?? { ...told, revision: entry.body.revision } };
    case 'withdrawn': {
      const { person, reason } = entry.body;
      return { ...release, withdrawnBy: release.withdrawnBy ?? { ...told, person, reason } };
    }
    case 'sent':
    case 'unsent':
    case 'dead-letter': {
      const { news, of, to, id, attempt } = entry.body;
      const key = sendingKey(of, to);
      const { reason = null, retry_at: retryAt = null } = { retry_at: undefined, reason: undefined, ...entry.body };
      const before = release.sendings.get(key)?.state;
      // Two processes may have tried at once; that one arrived is what remains.
      if (before === 'sent' || (before === 'dead-letter' && entry.kind === 'unsent')) return release;
      const sending = { state: entry.kind, news, to, id, entry: entry.number, at: entry.at, attempt, reason, retryAt };
      return { ...release, sendings: new Map(release.sendings).set(key, sending) };
    }
    default:
      return release;
  }
}

/**
 * What each recipient is to know now: the withdrawal, else that a later revision took its place, else the release.
 * What is overtaken is not sent any more, since it would arrive after what took it back. Everybody to whom it was
 * released is told, also who seems not to have received it: an answer may have been lost.
 */
export function noticesOf(release: ReleaseFacts): NoticeDue[] {
  const [news, of] = newest(release);
  const { repositories, webhooks = [] } = release.audience;
  const dispatches = repositories.map((to): Recipient => ({ channel: 'dispatch', repository: to }));
  const hooks = webhooks.map((url): Recipient => ({ channel: 'webhook', url }));
  const issues = release.deliveries.map((issue): Recipient => ({ channel: 'issue', ...issue }));
  // The issue itself says that it is released.
  const recipients = [...(news === 'released' ? [] : issues), ...dispatches, ...hooks];
  return recipients.map((to) => ({ news, of, to }));
}

/** The notices of a release that have not arrived and are not given up. */
export function untold(release: ReleaseFacts): NoticeDue[] {
  return noticesOf(release).filter((notice) => {
    const state = sendingOf(release, notice)?.state;
    return state === undefined || state === 'unsent';
  });
}

/** How far a notice is; undefined where nobody tried to send it. */
export function sendingOf({ sendings }: ReleaseFacts, { of, to }: NoticeDue): SendingFacts | undefined {
  return sendings.get(sendingKey(of.number, to));
}

/** When the next attempt is made: at once for the first. */
export function dueAt(release: ReleaseFacts, notice: NoticeDue): string {
  return sendingOf(release, notice)?.retryAt ?? notice.of.at;
}

function sendingKey(of: number, to: Recipient): string {
  return `${of} ${recipientText(to)}`;
}

function newest({ withdrawnBy, supersededBy, entry }: ReleaseFacts): [News, Told] {
  if (withdrawnBy !== null) return ['withdrawn', withdrawnBy];
  return supersededBy === null ? ['released', entry] : ['superseded', supersededBy];
}
