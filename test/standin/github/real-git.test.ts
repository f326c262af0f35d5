import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diffTrees, lineCounts } from '../../../src/standin/github/git/diff.ts';
import { commitsBetween, isAncestor, mergeBase } from '../../../src/standin/github/git/history.ts';
import { mergeTrees } from '../../../src/standin/github/git/merge.ts';
import type { Oid } from '../../../src/standin/github/git/object.ts';
import { GitRepository } from '../../../src/standin/github/git/repository.ts';
import { editTree, type TreeChange } from '../../../src/standin/github/git/tree.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'bare-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const git = (bare: GitRepository, ...args: string[]) =>
  execFileSync('git', ['-C', bare.dir, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const by = { name: 'Ann', email: 'ann@acme.test', at: Date.parse('2026-11-22T09:00:00Z') };
const repository = () => new GitRepository(dir, { defaultBranch: 'main' });

/** Paths that sort differently as bytes, as folders and as text, and contents of which some are alike. */
const path = fc.constantFrom('a', 'a.b', 'a0', 'dir/x', 'dir/y/z', 'dir.x', 'dir0', 'Ä', 'ä/ö');
const content = fc.constantFrom('', 'one\n', 'one\ntwo\n', 'two\none\n', 'no newline', 'three\nfour\nfive\n');
const files = fc.dictionary(path, content, { maxKeys: 6 }).map(Object.entries<string>);

/** Skips what no tree can hold: a file where another file needs a folder. */
function treeOf({ objects }: GitRepository, entries: [string, string][]): Oid {
  const changes = new Map<string, TreeChange>();
  for (const [name, text] of entries) {
    const clash = entries.some(([other]) => other.startsWith(`${name}/`));
    if (!clash) changes.set(name, { mode: '100644', oid: objects.writeBlob(text) });
  }
  return editTree(objects, null, changes);
}

describe('the own reader and writer of git', () => {
  it('makes trees that git finds whole, lists alike and counts alike', () => {
    fc.assert(
      fc.property(files, files, (before, after) => {
        const bare = repository();
        const [old, now] = [treeOf(bare, before), treeOf(bare, after)];
        git(bare, 'fsck', '--strict', '--no-dangling');
        const ours = diffTrees(bare.objects, old, now).map((change) => {
          const { additions, deletions } = lineCounts(bare.objects, change);
          return `${additions}\t${deletions}\t${change.path}`;
        });
        const theirs = lines(git(bare, '-c', 'core.quotepath=off', 'diff-tree', '-r', '-M100%', '--numstat', old, now));
        const moved = (line: string) => line.replace(/\{?(?:[^\t{]*) => ([^}]*)\}?/, '$1');
        const paths = (all: string[]) => all.map((line) => line.split('\t').slice(0, 2).join(' ')).sort();
        expect(paths(ours)).toEqual(paths(theirs.map(moved)));
      }),
      { numRuns: 15 },
    );
  });

  it('merges whole files as git merges them', () => {
    fc.assert(
      fc.property(files, files, files, (base, left, right) => {
        const bare = repository();
        // Git would follow a file that moved; with its own path in each line no file looks like another.
        const own = ([name, text]: [string, string]): [string, string] => [name, text.replace(/^/gm, `${name}: `)];
        const trees = [base, left, right].map((entries) => treeOf(bare, entries.map(own)));
        const [start = '', ours = '', theirs = ''] = trees;
        const commit = (tree: Oid, parents: Oid[]) =>
          bare.objects.writeCommit({ tree, parents, author: by, committer: by, message: tree });
        const root = commit(start, []);
        const [a, b] = [commit(ours, [root]), commit(theirs, [root])];
        bare.setRef('refs/heads/a', a);
        bare.setRef('refs/heads/b', b);
        const merged = mergeTrees(bare.objects, start, ours, theirs);
        if ('tree' in merged) expect(git(bare, 'merge-tree', '--write-tree', a, b)).toBe(merged.tree);
      }),
      { numRuns: 15 },
    );
  });

  it('walks histories as git does', () => {
    const bare = repository();
    const tree = treeOf(bare, [['a', '1']]);
    const commit = (message: string, ...parents: Oid[]) =>
      bare.objects.writeCommit({ tree, parents, author: by, committer: by, message });
    const root = commit('root');
    const [left, right] = [commit('left', root), commit('right', root)];
    const merge = commit('merge', left, right);
    const tip = commit('tip', merge);
    const aside = commit('aside', right);
    bare.setRef('refs/heads/main', tip);
    bare.setRef('refs/heads/aside', aside);
    expect(mergeBase(bare.objects, tip, aside)).toBe(git(bare, 'merge-base', 'main', 'aside'));
    expect(commitsBetween(bare.objects, aside, tip).sort()).toEqual(lines(git(bare, 'rev-list', 'aside..main')).sort());
    expect(commitsBetween(bare.objects, root, tip).at(-1)).toBe(tip);
    expect([isAncestor(bare.objects, left, tip), isAncestor(bare.objects, aside, tip)]).toEqual([true, false]);
  });
});
