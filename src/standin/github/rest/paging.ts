import type { Answer, Call } from './call.ts';

const MOST = 100;
const USUAL = 30;

/** One page of a list, with a `Link` header to the others. `per_page` is 30, at most 100; pages count from 1. */
export function paged<Item>(call: Call, items: readonly Item[], show: (item: Item) => unknown): Answer {
  const { shown, headers } = pageOf(call, items);
  return { status: 200, body: shown.map(show), headers };
}

export function pageOf<Item>(call: Call, items: readonly Item[]): { shown: Item[]; headers: Record<string, string> } {
  const size = perPage(call);
  const page = Math.max(1, Math.floor(Number(call.query.get('page') ?? 1)) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const to = (rel: string, number: number) => link(call, rel, { page: String(number) });
  const links = [
    ...(page > 1 ? [to('prev', page - 1)] : []),
    ...(page < last ? [to('next', page + 1), to('last', last)] : []),
    ...(page > 1 ? [to('first', 1)] : []),
  ];
  const shown = items.slice((page - 1) * size, page * size);
  return { shown, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

export function perPage(call: Call): number {
  const wanted = Math.floor(Number(call.query.get('per_page') ?? USUAL));
  return Number.isFinite(wanted) && wanted > 0 ? Math.min(wanted, MOST) : USUAL;
}

/** One entry of a `Link` header: this request with other query parameters. */
export function link(call: Call, rel: string, change: Readonly<Record<string, string>>): string {
  const url = new URL(`${call.world.origin}/api/v3${call.url}`);
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  return `<${url.href}>; rel="${rel}"`;
}
