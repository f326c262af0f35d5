import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { maybeUser } from '../shape/user.ts';
import type { Activity, World } from '../world.ts';
import { type Answer, inRepository, type RepositoryCall, type Route } from './call.ts';
import { cursorPage } from './cursor.ts';

/** `GET /repos/{owner}/{repo}/activity`: who moved which ref. Pages by cursor, not by number. */
export const activity: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/activity', { app: ['contents:read'], person: 'read' }, list),
];

function list(call: RepositoryCall): Answer {
  const { shown, headers } = cursorPage(call, listed(call), cursorOf);
  return { status: 200, body: shown.map((row) => shape(call.world, row)), headers };
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
