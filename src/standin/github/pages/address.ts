import { fullName } from '../find.ts';
import type { Oid } from '../git/object.ts';
import type { Issue, PullRequest, Repository, World } from '../world.ts';

/** Where things are, as paths from the root of the stand-in: the html addresses of its API answers lead to the same. */

export function repositoryPath(world: World, repository: Repository): string {
  return `/${fullName(world, repository)}`;
}

export function discussionPath(world: World, repository: Repository, one: Issue | PullRequest): string {
  return `${repositoryPath(world, repository)}/${one.kind === 'pull' ? 'pull' : 'issues'}/${one.number}`;
}

export function commitPath(world: World, repository: Repository, oid: Oid): string {
  return `${repositoryPath(world, repository)}/commit/${oid}`;
}

/** A file (`blob`), a folder (`tree`) or the form to change a file (`edit`) at a revision. */
export function filePath(
  world: World,
  repository: Repository,
  kind: 'blob' | 'tree' | 'edit',
  revision: string,
  path: string,
): string {
  const parts = [...revision.split('/'), ...path.split('/')].filter((part) => part !== '').map(encodeURIComponent);
  return `${repositoryPath(world, repository)}/${kind}/${parts.join('/')}`;
}
