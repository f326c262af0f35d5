import type { Need } from '../../access.ts';
import type { Oid } from '../../git/object.ts';
import { commitsOf } from '../../pulls/changes.ts';
import type { PullRequest, Repository } from '../../world.ts';

/** What an App needs to see pull requests. */
export const PULLS: Need = { app: ['pull_requests:read'], person: 'read' };

/** A pull request in its base repository. */
export interface PullIn {
  readonly repository: Repository;
  readonly pull: PullRequest;
}
type PullState = 'OPEN' | 'CLOSED' | 'MERGED';
export interface PullFilter {
  readonly states?: readonly PullState[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null;
}

export function stateOf(pull: PullRequest): PullState {
  if (pull.merged !== null) return 'MERGED';
  return pull.state === 'open' ? 'OPEN' : 'CLOSED';
}

/** By number, oldest first, unless they are asked for by when they changed. */
export function pullsOf(repository: Repository, filter: PullFilter): PullIn[] {
  return [...repository.pulls.values()]
    .filter(
      (pull) =>
        (filter.states == null || filter.states.includes(stateOf(pull))) &&
        (filter.baseRefName == null || pull.base.ref === filter.baseRefName) &&
        (filter.headRefName == null || pull.head.ref === filter.headRefName) &&
        (filter.labels == null || filter.labels.some((label) => pull.labels.includes(label))),
    )
    .toSorted(filter.orderBy?.field === 'UPDATED_AT' ? byChange(filter.orderBy.direction) : () => 0)
    .map((pull) => ({ repository, pull }));
}

function byChange(direction: 'ASC' | 'DESC') {
  const sign = direction === 'ASC' ? 1 : -1;
  return (a: PullRequest, b: PullRequest) => sign * (a.updatedAt - b.updatedAt || a.number - b.number);
}

/** Those that brought the commit or would bring it, or whose merge it is; closed ones are left out. */
export function pullsWith(repository: Repository, commit: Oid): PullIn[] {
  return pullsOf(repository, { states: ['OPEN', 'MERGED'] }).filter(
    ({ pull }) => pull.merged?.sha === commit || commitsOf(repository, pull).includes(commit),
  );
}
