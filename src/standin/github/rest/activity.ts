import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { Refused } from '../refused.ts';
import { maybeUser } from '../shape/user.ts';
import type { Activity, World } from '../world.ts';
import { type Answer, inRepository, type RepositoryCall, type Route } from './call.ts';
import { link, perPage } from './paging.ts';

/** `GET /repos/{owner}/{repo}/activity`: who moved which ref. Pages by cursor, not by number. */
export const activity: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/activity', { app: ['contents:read'], person: 'read' }, list),
];

function list(call: RepositoryCall): Answer {
  const { world, query } = call;
  const rows = listed(call);
  const size = perPage(call);
  const [after, before] = [query.get('after'), query.get('before')];
  const at = (cursor: string) => rows.findIndex((row) => cursorOf(row) === cursor);
  if ((after !== null && at(after) < 0) || (before !== null && at(before) < 0))
    throw new Refused(422, 'Validation Failed', ['The cursor is invalid']);
  const start = after !== null ? at(after) + 1 : before !== null ? Math.max(0, at(before) - size) : 0;
  const shown = rows.slice(start, before !== null ? at(before) : start + size);
  const [first, last] = [shown[0], shown.at(-1)];
  const links = [
    ...(first !== undefined && start > 0 ? [turn(call, 'prev', 'before', first)] : []),
    ...(last !== undefined && start + shown.length < rows.length ? [turn(call, 'next', 'after', last)] : []),
  ];
  const headers = links.length > 0 ? { link: links.join(', ') } : {};
  return { status: 200, body: shown.map((row) => shape(world, row)), headers };
}

function turn(call: RepositoryCall, rel: string, cursor: 'before' | 'after', row: Activity): string {
  const query = new URLSearchParams(call.query);
  query.delete('before');
  query.delete('after');
  const url = `${call.url.split('?')[0]}?${query}`;
  return link({ ...call, url }, rel, { [cursor]: cursorOf(row) });
}

/** Newest first, as GitHub lists them, unless `direction=asc`. `ref` may be a branch's short name. */
function listed({ world, repository, query }: RepositoryCall): Activity[] {
  const [ref, actor, type] = [query.get('ref'), query.get('actor'), query.get('activity_type')];
  const found = repository.activity.filter(
    (row) =>
      (ref === null || row.ref === ref || row.ref === `refs/heads/${ref}`) &&
      (actor === null || maybeUser(world, row.actor)?.login === actor) &&
      (type === null || row.type === type),
  );
  return query.get('direction') === 'asc' ? found : found.reverse();
}

function cursorOf(row: Activity): string {
  return Buffer.from(`activity ${row.id}`).toString('base64url');
}

function shape(world: World, row: Activity): components['schemas']['activity'] {
  return {
    id: row.id,
    node_id: `RA_${cursorOf(row)}`,
    before: row.before,
    after: row.after,
    ref: row.ref,
    timestamp: iso(row.at),
    activity_type: row.type,
    actor: maybeUser(world, row.actor),
  };
}
