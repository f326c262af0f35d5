import { z } from 'zod';

/**
 * An instant as files and entries hold it: RFC 3339 in UTC with `Z` and whole seconds, such as
 * `2026-11-22T09:00:00Z`, a real date before the year 9999. All have one width, so text order is time order.
 */
export type Instant = string;

const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const LAST_MS = Date.UTC(9998, 11, 31, 23, 59, 59);

/**
 * Whether the text is an instant. The round trip refuses what `Date` silently rolls over, such as 30 February or
 * hour 24; leap seconds are refused too, no clock that we read shows them.
 */
export function isInstant(text: string): boolean {
  const ms = FORM.test(text) ? Date.parse(text) : Number.NaN;
  return ms <= LAST_MS && text === textOf(ms);
}

/** The milliseconds since the epoch; `NaN` where the text is no instant, so that no comparison with it is true. */
export function msOf(instant: Instant): number {
  return isInstant(instant) ? Date.parse(instant) : Number.NaN;
}

/** The instant of the whole second that holds these milliseconds; `undefined` outside the years 0 to 9998. */
export function instantOf(ms: number): Instant | undefined {
  const second = Math.floor(ms / 1000) * 1000;
  if (!(second <= LAST_MS) || Number.isNaN(new Date(second).getTime())) return undefined;
  const text = textOf(second);
  return isInstant(text) ? text : undefined;
}

/** Negative when `a` is before `b`, positive when after, 0 for the same second, `NaN` when either is no instant. */
export function compareInstants(a: Instant, b: Instant): number {
  return msOf(a) - msOf(b);
}

/** Whether the instant lies in the half-open window: `opens` is in it, `closes` is not. */
export function inWindow(window: { readonly opens: Instant; readonly closes: Instant }, instant: Instant): boolean {
  return compareInstants(window.opens, instant) <= 0 && compareInstants(instant, window.closes) < 0;
}

function textOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/** An instant in a file. */
export const instant = z
  .string()
  .regex(FORM)
  .refine((text) => !FORM.test(text) || isInstant(text), {
    error: 'expected a date and time of the calendar, before the year 9999',
  })
  .meta({
    title: 'an instant',
    description: 'an RFC 3339 date and time in UTC with whole seconds',
    examples: ['2026-11-22T09:00:00Z'],
  });
