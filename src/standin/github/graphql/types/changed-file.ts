import { type FileChange, lineCounts } from '../../git/diff.ts';
import type { Repository } from '../../world.ts';
import type { Fields } from '../field.ts';

export interface ChangeIn {
  readonly repository: Repository;
  readonly change: FileChange;
}

const TYPES = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' };

/** No previous path and no blob oid: whoever must see what a file was renamed from reads REST. */
export const PULL_REQUEST_CHANGED_FILE: Fields<ChangeIn> = {
  path: ({ change }) => change.path,
  changeType: ({ change }) => TYPES[change.status],
  additions: ({ repository, change }) => lineCounts(repository.git.objects, change).additions,
  deletions: ({ repository, change }) => lineCounts(repository.git.objects, change).deletions,
};
