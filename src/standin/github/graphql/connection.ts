import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { Fields } from './field.ts';
import { Refusal } from './refusal.ts';

/** The arguments of every connection. */
export interface Page {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of a list: the items from `start` up to `end`. */
export interface Connection<Item = unknown> {
  readonly all: readonly Item[];
  readonly start: number;
  readonly end: number;
}
export interface Edge<Item = unknown> {
  readonly node: Item;
  readonly at: number;
}

const MOST = 100;

/**
 * The page that was asked for. `first` or `last`, from 1 to 100, must be given where items are asked for; a bare
 * `totalCount` needs neither. The refusal comes when the field is reached, as GitHub's does: a mutation whose payload
 * is badly paged has taken effect.
 */
export function connection<Item>(all: readonly Item[], page: Page, info: GraphQLResolveInfo): Connection<Item> {
  if (page.first && page.last) throw both(info.fieldName);
  const size = page.first ?? page.last;
  if (size === undefined || size === null || size < 1) {
    if (asksForItems(info)) throw unbounded(info.fieldName);
    return { all, start: 0, end: 0 };
  }
  if (size > MOST) throw tooLarge(info.fieldName, size, page.first ? 'first' : 'last');
  const low = page.after ? indexOf(page.after) + 1 : 0;
  const high = Math.max(low, page.before ? Math.min(indexOf(page.before), all.length) : all.length);
  return page.first
    ? { all, start: low, end: Math.min(low + size, high) }
    : { all, start: Math.max(high - size, low), end: high };
}

/** Fields of every `...Connection`. */
export const CONNECTION: Fields<Connection> = {
  totalCount: ({ all }) => all.length,
  nodes: ({ all, start, end }) => all.slice(start, end),
  edges: ({ all, start, end }) => all.slice(start, end).map((node, index): Edge => ({ node, at: start + index })),
  pageInfo: (page) => page,
};

/** Fields of every `...Edge`. */
export const EDGE: Fields<Edge> = {
  node: ({ node }) => node,
  cursor: ({ at }) => cursor(at),
};

export const PAGE_INFO: Fields<Connection> = {
  hasNextPage: ({ all, end }) => end < all.length,
  hasPreviousPage: ({ start }) => start > 0,
  startCursor: ({ start, end }) => (start < end ? cursor(start) : null),
  endCursor: ({ start, end }) => (start < end ? cursor(end - 1) : null),
};

function cursor(index: number): string {
  return Buffer.from(`cursor:v2:${index}`).toString('base64');
}

function indexOf(given: string): number {
  const index = /^cursor:v2:(\d{1,9})$/.exec(Buffer.from(given, 'base64').toString());
  if (index === null) {
    throw new Refusal('INVALID_CURSOR_ARGUMENTS', `\`${given}\` does not appear to be a valid cursor.`);
  }
  return Number(index[1]);
}

function asksForItems(info: GraphQLResolveInfo): boolean {
  const asks = (set: SelectionSetNode): boolean =>
    set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return ['nodes', 'edges', 'pageInfo'].includes(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return asks(selection.selectionSet);
      const fragment = info.fragments[selection.name.value];
      return fragment !== undefined && asks(fragment.selectionSet);
    });
  return info.fieldNodes.some((field) => field.selectionSet !== undefined && asks(field.selectionSet));
}

function unbounded(field: string): Refusal {
  return new Refusal(
    'MISSING_PAGINATION_BOUNDARIES',
    `You must provide a \`first\` or \`last\` value to properly paginate the \`${field}\` connection.`,
  );
}

function both(field: string): Refusal {
  return new Refusal(
    'UNPROCESSABLE',
    `Passing both \`first\` and \`last\` to paginate the \`${field}\` connection is not supported.`,
  );
}

function tooLarge(field: string, size: number, bound: 'first' | 'last'): Refusal {
  return new Refusal(
    'EXCESSIVE_PAGINATION',
    `Requesting ${size} records on the \`${field}\` connection exceeds the \`${bound}\` limit of ${MOST} records.`,
  );
}
