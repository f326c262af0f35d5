import type { Endpoint } from '../council/endpoint.ts';
import { ask, Unanswered } from '../github/client.ts';
import type { Notice } from '../notice/notice.ts';
import { signatureHeader, type WebhookKey } from '../notice/signature.ts';
import type { Came, Sending, Way } from '../plan/route.ts';
import { announcementMarker } from '../report/announcement.ts';
import { msOf } from '../time/instant.ts';
import type { Hands } from './act.ts';
import { commentOnce } from './comment.ts';
import { OtherRepository, placeOf } from './place.ts';
import type { Posted } from './post.ts';

/** By what recipients are told. */
export interface Channels extends Pick<Hands, 'elsewhere' | 'botLogin'> {
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: Uint8Array) => Promise<Posted>;
  /** What webhooks to an endpoint are signed with; none where no setting says. */
  readonly keysFor: (endpoint: Endpoint) => readonly WebhookKey[];
}

/**
 * Tells one recipient, once. If we stop in between it may have arrived without an entry that says so: the next attempt
 * has the same id. Throws `Unanswered` where GitHub asks to wait, which is nobody's failure.
 */
export async function notify({ notice, due, way }: Sending, at: string, channels: Channels): Promise<Came> {
  try {
    switch (way.by) {
      case 'dispatch':
        return await dispatch(notice, way, channels);
      case 'comment':
        return await comment(notice, way, due.of.at, channels);
      case 'webhook':
        return await webhook(notice, way, at, channels);
      case 'none':
        return { came: 'refused', reason: way.reason };
    }
  } catch (error) {
    if (error instanceof OtherRepository) return { came: 'refused', reason: error.message };
    if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
    // Whoever reads a dead letter wants to know what to look at.
    if (error.refused) return { came: 'refused', reason: `${error.message}; is the App installed there?` };
    return { came: 'failed', reason: error.message };
  }
}

type WayBy<B extends Way['by']> = Extract<Way, { by: B }>;

/** GitHub takes ten properties at most at the top of `client_payload` ("Create a repository dispatch event"). */
async function dispatch(notice: Notice, { repository }: WayBy<'dispatch'>, { elsewhere }: Channels): Promise<Came> {
  const there = await elsewhere(repository.name);
  const place = await placeOf(there, repository);
  const event = { event_type: notice.type, client_payload: notice };
  await ask(there, 'POST /repos/{owner}/{repo}/dispatches', { ...place, ...event });
  return { came: 'told' };
}

async function comment(notice: Notice, way: WayBy<'comment'>, since: string, channels: Channels): Promise<Came> {
  const there = await channels.elsewhere(way.repository.name);
  const place = await placeOf(there, way.repository);
  const search = { ...place, issue: way.issue, creator: channels.botLogin, since };
  await commentOnce(there, search, announcementMarker(notice), way.body);
  return { came: 'told' };
}

/** Never without a signature: a receiver that takes what is not signed takes it from anybody. */
async function webhook(notice: Notice, { endpoint }: WayBy<'webhook'>, at: string, channels: Channels): Promise<Came> {
  const keys = channels.keysFor(endpoint);
  if (keys.length === 0)
    return { came: 'failed', reason: `there is no key for signature ${endpoint.signature} of ${endpoint.id}` };
  const body = Buffer.from(JSON.stringify(notice));
  const timestamp = Math.floor(msOf(at) / 1000);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': notice.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureHeader({ id: notice.id, timestamp, body }, keys),
  };
  const posted = await channels.post(endpoint.url, headers, body);
  if ('unanswered' in posted) return { came: 'failed', reason: posted.unanswered };
  const { status, waitMs } = posted;
  if (status >= 200 && status < 300) return { came: 'told' };
  const reason = `${new URL(endpoint.url).host} answers ${status}`;
  // 410: whoever is there wants to hear no more ("Delivery success and failure").
  if (status === 410) return { came: 'refused', reason };
  return { came: 'failed', reason, ...(waitMs !== undefined && { waitMs }) };
}
