import type { Oid } from '../../git/object.ts';
import type { Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { commitOrNull } from './git-object.ts';
import type { PullIn } from './pulls.ts';

/** A commit as part of a pull request. */
export interface PullCommit extends PullIn {
  readonly oid: Oid;
}

export const PULL_REQUEST_COMMIT: Fields<PullCommit> = {
  id: ({ repository, pull, oid }) => nodeId('PullRequestCommit', repository.id, pull.number, oid),
  commit: ({ repository, oid }) => commitOrNull(repository, oid),
  pullRequest: ({ repository, pull }): PullIn => ({ repository, pull }),
};
