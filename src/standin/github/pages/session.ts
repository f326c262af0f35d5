import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Refused } from '../refused.ts';
import { type Html, html } from './html.ts';
import type { Role, Values, Visit } from './visit.ts';

/** What every form of these pages carries and no other site can read. It lasts as long as the process. */
const TOKEN = randomBytes(32).toString('base64url');
const COOKIE = 'acting';
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;
const LARGEST_FORM = 1024 * 1024;

/** The token and further values, as fields that are not seen. */
export function hidden(values: Values = {}): Html {
  const fields = Object.entries({ token: TOKEN, ...values }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`${fields}`;
}

/**
 * Only who speaks to this machine by a name of this machine is answered: a name of elsewhere that leads here (DNS
 * rebinding) would let another site read these pages. Throws 421.
 */
export function checkHost({ host = '' }: IncomingHttpHeaders): void {
  if (!LOOPBACK.test(host)) throw new Refused(421, 'These pages are for this machine only: open them at 127.0.0.1.');
}

/** The values of a form of these pages. Throws 403 for one that another site may have sent, 413 for a flood. */
export function readForm(headers: IncomingHttpHeaders, body: Buffer): Values {
  if (body.length > LARGEST_FORM) throw new Refused(413, 'This is more than a form of these pages takes.');
  const own = headers.origin === `http://${headers.host}`;
  const plain = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
  const values = Object.fromEntries(plain ? new URLSearchParams(body.toString('utf8')) : []);
  if (!own || !sameToken(values.token))
    throw new Refused(403, 'This form did not come from these pages. Load the page again.');
  // Browsers end the lines of a text field as HTTP does; files here end them as git does.
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]));
}

function sameToken(given: string | undefined): boolean {
  const [ours, theirs] = [Buffer.from(TOKEN), Buffer.from(given ?? '')];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

/** As whom the visitor acts: whom the cookie names, or the first of the story. */
export function actingIn(visit: Visit | undefined, { cookie = '' }: IncomingHttpHeaders): Role | undefined {
  const [, named] = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(cookie) ?? [];
  return roleNamed(visit, named) ?? visit?.people[0];
}

export function roleNamed(visit: Visit | undefined, login: string | undefined): Role | undefined {
  return visit?.people.find((one) => one.login === login);
}

export function actingCookie(login: string): string {
  return `${COOKIE}=${login}; Path=/; HttpOnly; SameSite=Strict`;
}

/** A path of these pages to go back to; the list of repositories for anything else. */
export function pathBack(here: string | undefined): string {
  return here !== undefined && /^\/(?![/\\])[^\s#]*$/.test(here) ? here : '/';
}
