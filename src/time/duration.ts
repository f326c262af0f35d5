import { z } from 'zod';
import { type Instant, instantOf, msOf } from './instant.ts';

/**
 * A length of time in ISO 8601 form, made of days, hours and minutes only: `P14D`, `PT1H`, `P1DT12H30M`. Months and
 * years have no fixed length, so they are refused. A day is 24 hours. Longer than nothing, at most 9999 of each part.
 */
export type Duration = string;

const FORM = /^P(?!$)(?:(\d{1,4})D)?(?:T(?!$)(?:(\d{1,4})H)?(?:(\d{1,4})M)?)?$/;

/** The milliseconds of a duration; `NaN` where the text is none, so that no comparison with it is true. */
export function durationMs(duration: Duration): number {
  const parts = FORM.exec(duration);
  if (parts === null) return Number.NaN;
  const [days, hours, minutes] = parts.slice(1).map((digits) => Number(digits ?? 0));
  const total = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000;
  return total > 0 ? total : Number.NaN;
}

/** The instant this much later; `undefined` where either is malformed or the sum passes the last year. */
export function plus(start: Instant, duration: Duration): Instant | undefined {
  return instantOf(msOf(start) + durationMs(duration));
}

/** A duration in a file. */
export const duration = z
  .string()
  .regex(FORM)
  .refine((text) => !FORM.test(text) || durationMs(text) > 0, { error: 'expected a duration longer than nothing' })
  .meta({
    title: 'a duration',
    description: 'an ISO 8601 duration of days, hours and minutes',
    examples: ['P14D'],
  });
