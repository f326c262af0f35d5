import { relative, resolve } from 'node:path';
import { GitFailed, git } from '../../ledger/git.ts';

/** What git knows of a folder in one of its work trees, by names in that folder. */
export interface WorkTree {
  readonly root: string;
  /** The folder, from the root, with slashes. */
  readonly folder: string;
  /** Files that git leaves out: a pull request will not bring them. */
  readonly ignored: ReadonlySet<string>;
  /** Whether the file system tells which files are executable; if not, what git tracks does. */
  readonly fileMode: boolean;
  readonly executable: ReadonlySet<string>;
}

/** The repository may be a stranger's: none of the programs that its settings name is run. */
const QUIET = { settings: { 'core.fsmonitor': 'false', 'core.untrackedCache': 'false' }, protocols: 'none' };

/** The work tree in which a folder stands; null where it stands in none. Throws `GitFailed` when git cannot tell. */
export async function workTreeOf(path: string): Promise<WorkTree | null> {
  const place = await placeOf(path);
  if (place === null) return null;
  const [ignored, fileMode] = await Promise.all([
    git(path, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', '.'], QUIET),
    git(path, ['config', '--type=bool', '--default=true', '--get', 'core.fileMode'], QUIET),
  ]);
  const knowsModes = fileMode.toString().trim() !== 'false';
  const tracked = knowsModes ? [] : records(await git(path, ['ls-files', '-z', '--stage', '--', '.'], QUIET));
  return {
    ...place,
    ignored: new Set(records(ignored)),
    fileMode: knowsModes,
    executable: new Set(tracked.flatMap((row) => /^100755 [^\t]*\t(.*)$/s.exec(row)?.[1] ?? [])),
  };
}

/** The root of the work tree around a place, and the place from there; null where there is none. */
export async function placeOf(path: string): Promise<Pick<WorkTree, 'root' | 'folder'> | null> {
  try {
    const printed = await git(resolve(path), ['rev-parse', '--show-toplevel', '--show-prefix'], QUIET);
    const [root = '', prefix = ''] = printed.toString().split('\n');
    return { root, folder: prefix.replace(/\/$/, '') || '.' };
  } catch (error) {
    const none = error instanceof GitFailed && /not a git repository|must be run in a work tree/.test(error.message);
    if (none) return null;
    throw error;
  }
}

/** A path as people and reports name it: from the root of its work tree, else from where the caller stands. */
export function shownPath(path: string, tree: WorkTree | null): string {
  if (tree !== null) return tree.folder;
  return relative('.', resolve(path)).replaceAll('\\', '/') || '.';
}

function records(printed: Buffer): string[] {
  return printed.toString('utf8').split('\0').filter(Boolean);
}
