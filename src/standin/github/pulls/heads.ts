import { accountByLogin } from '../find.ts';
import type { PullRequest, Repository, World } from '../world.ts';

/** The branch that `branch` or `<login>:branch` means, in this repository or another of its network of forks. */
export function headNamed(world: World, repository: Repository, head: string) {
  const [login, ...rest] = head.split(':');
  if (rest.length === 0) return { repository, ref: head };
  const owner = accountByLogin(world, login ?? '');
  const root = repository.parent ?? repository.id;
  const found = world.repositories.values().find((it) => it.owner === owner?.id && (it.parent ?? it.id) === root);
  return found && { repository: found, ref: rest.join(':') };
}

/** An open pull request with that head and base: there is at most one. */
export function openTwin(repository: Repository, from: Pick<PullRequest['head'], 'repository' | 'ref'>, base: string) {
  return repository.pulls
    .values()
    .find(
      ({ state, head, base: into }) =>
        state === 'open' && head.repository === from.repository && head.ref === from.ref && into.ref === base,
    );
}
