import type { components } from '@octokit/openapi-types';
import { type FileChange, lineCounts, linesOf } from '../git/diff.ts';
import type { Oid } from '../git/object.ts';
import type { Repository, World } from '../world.ts';
import { apiUrl, htmlUrl } from './repository.ts';

/** One changed file. `sha` is the blob's, after the change; a removed file shows what it was. */
export function diffEntry(
  world: World,
  repository: Repository,
  change: FileChange,
  at: Oid,
): components['schemas']['diff-entry'] {
  const { objects } = repository.git;
  const counts = lineCounts(objects, change);
  const html = htmlUrl(world, repository);
  const path = change.path.split('/').map(encodeURIComponent).join('/');
  const file = change.status === 'removed' ? change.before : change.after;
  const patch = patchOf(repository, change);
  return {
    sha: file.oid,
    filename: change.path,
    status: change.status,
    ...counts,
    changes: counts.additions + counts.deletions,
    blob_url: `${html}/blob/${at}/${path}`,
    raw_url: `${html}/raw/${at}/${path}`,
    contents_url: `${apiUrl(world, repository)}/contents/${path}?ref=${at}`,
    ...(patch !== undefined && { patch }),
    ...(change.status === 'renamed' && { previous_filename: change.from }),
  };
}

/** The change as one hunk over the whole file; GitHub leaves the patch out for binary and for large files. */
function patchOf(repository: Repository, change: FileChange): string | undefined {
  const { objects } = repository.git;
  const before = linesOf(objects, 'before' in change ? change.before : undefined);
  const after = linesOf(objects, 'after' in change ? change.after : undefined);
  if (before === undefined || after === undefined || change.status === 'renamed') return undefined;
  if (before.length + after.length > 3000) return undefined;
  const range = (lines: readonly string[]) => (lines.length === 0 ? '0,0' : `1,${lines.length}`);
  const hunk = [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)];
  return [`@@ -${range(before)} +${range(after)} @@`, ...hunk].join('\n');
}
