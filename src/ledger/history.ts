import type { Fault } from './entry.ts';
import { git } from './git.ts';
import { broken, type Problem } from './problem.ts';

/** The commits of a branch since one of them (null: all), oldest first. Each has one parent: the one before. */
export async function commitsSince(
  dir: string,
  tip: string,
  from: string | null,
): Promise<{ readonly oids: readonly string[] } | { readonly problem: Problem }> {
  // Of a commit that is no longer there nothing is left out, and the first one that is listed does not follow it.
  const range = from === null ? [tip] : ['--ignore-missing', tip, `^${from}`];
  const printed = await git(dir, ['rev-list', '--reverse', '--topo-order', '--parents', ...range]);
  const commits = printed
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '));
  let before = from ?? undefined;
  for (const [oid = '', ...parents] of commits) {
    if (parents.length > 1 || parents[0] !== before) {
      return rewritten(
        oid,
        before ? `the commit after ${before}` : 'a first commit without parent',
        `parents ${parents.join(' ') || 'none'}`,
      );
    }
    before = oid;
  }
  // Nothing after it: the branch was moved back, or to where it has nothing of ours.
  if (before !== tip) return rewritten(tip, `a commit that follows ${before}`, 'one that does not');
  return { oids: commits.map(([oid = '']) => oid) };
}

const ENTRY = /^entries\/\d{4}\/\d{8}\.json$/;
const CLAIMS = /^claims\/[0-9a-f]{64}\.json$/;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** The entries and claims that stand in the tip's tree and not in that of `from`. Nothing else may differ, but `head`. */
export async function addedSince(
  dir: string,
  tip: string,
  from: string | null,
): Promise<{ readonly entries: readonly Added[]; readonly claims: readonly string[] } | { readonly problem: Problem }> {
  const range = [from ?? EMPTY_TREE, tip];
  const printed = await git(dir, ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', ...range]);
  const fields = printed.toString().split('\0');
  const entries: Added[] = [];
  const claims: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [path = '', [, mode, , oid = '', status] = []] = [fields[index + 1], fields[index]?.split(' ')];
    const added = mode === '100644' && status === 'A';
    if (added && ENTRY.test(path)) entries.push({ path, oid });
    else if (added && CLAIMS.test(path)) claims.push(path);
    else if (path !== 'head' || mode !== '100644') return changed(path, `${status} with mode ${mode}`);
  }
  return { entries, claims };
}
export interface Added {
  readonly path: string;
  readonly oid: string;
}

function changed(path: string, seen: string): { readonly problem: Problem } {
  return broken(
    ENTRY.test(path) ? numberIn(path) : null,
    path,
    fault('nothing but new entries and claims, and the head', seen),
  );
}

function rewritten(commit: string, expected: string, seen: string): { readonly problem: Problem } {
  return broken(null, commit, fault(expected, seen));
}

function numberIn(path: string): number {
  return Number(path.slice(-'00000000.json'.length, -'.json'.length));
}

function fault(expected: string, seen: string): Fault {
  return { expected, seen, hint: 'docs/ledger.md says how a broken ledger is mended' };
}
