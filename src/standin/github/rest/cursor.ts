import { Refused } from '../refused.ts';
import type { Call } from './call.ts';
import { link, perPage } from './paging.ts';

/** One page of a list that is turned by `before` and `after` instead of by number, with its `Link` header. */
export function cursorPage<Item>(
  call: Call,
  items: readonly Item[],
  cursorOf: (item: Item) => string,
): { shown: Item[]; headers: Record<string, string> } {
  const { query } = call;
  const size = perPage(call);
  const [after, before] = [query.get('after'), query.get('before')];
  const at = (cursor: string) => items.findIndex((item) => cursorOf(item) === cursor);
  if ((after !== null && at(after) < 0) || (before !== null && at(before) < 0))
    throw new Refused(422, 'Validation Failed', ['The cursor is invalid']);
  const start = after !== null ? at(after) + 1 : before !== null ? Math.max(0, at(before) - size) : 0;
  const shown = items.slice(start, before !== null ? at(before) : start + size);
  const [first, last] = [shown[0], shown.at(-1)];
  const links = [
    ...(first !== undefined && start > 0 ? [turn(call, 'prev', { before: cursorOf(first) })] : []),
    ...(last !== undefined && start + shown.length < items.length
      ? [turn(call, 'next', { after: cursorOf(last) })]
      : []),
  ];
  return { shown, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

function turn(call: Call, rel: string, to: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(call.query);
  query.delete('before');
  query.delete('after');
  return link({ ...call, url: `${call.url.split('?')[0]}?${query}` }, rel, to);
}
