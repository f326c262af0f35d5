import { pullShape } from '../shape/pull.ts';
import { announce } from '../webhooks/announce.ts';
import type { PullRequest, Repository, World } from '../world.ts';

export function announcePull(
  world: World,
  repository: Repository,
  pull: PullRequest,
  actor: number,
  action: string,
  fields: object = {},
): void {
  const shape = { number: pull.number, pull_request: pullShape(world, repository, pull) };
  announce(world, repository, actor, 'pull_request', action, { ...shape, ...fields });
}

/** What every event of a timeline begins with. */
export function happened(world: World, actor: number) {
  return { id: world.next('event'), at: world.clock.now(), actor };
}
