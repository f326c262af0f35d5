import { Refused } from '../refused.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The `created` of a list: a day or an instant, `>=`, `>`, `<` or `<=` one, or a range `a..b` of which one end may be
 * `*` ("Understanding the search syntax"). Everything for `null`. Throws 422 for anything else.
 */
export function createdWithin(text: string | null): (at: number) => boolean {
  if (text === null) return () => true;
  const [, sign = '', from = '', to] = /^(>=|<=|>|<|)(.+?)(?:\.\.(.+))?$/.exec(text) ?? [];
  if (to !== undefined) {
    const [start, end] = [from === '*' ? undefined : spanOf(from), to === '*' ? undefined : spanOf(to)];
    return (at) => (start === undefined || at >= start.first) && (end === undefined || at <= end.last);
  }
  const { first, last } = spanOf(from);
  if (sign === '>=') return (at) => at >= first;
  if (sign === '>') return (at) => at > last;
  if (sign === '<=') return (at) => at <= last;
  if (sign === '<') return (at) => at < first;
  return (at) => first <= at && at <= last;
}

/** A day lasts until its end, an instant for its second. */
function spanOf(text: string): { first: number; last: number } {
  const first = /^\d{4}-\d\d-\d\d(T|$)/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isFinite(first)) throw new Refused(422, `Validation Failed: \`${text}\` is no date`);
  return { first, last: first + (text.length === 10 ? DAY_MS : 1000) - 1 };
}
