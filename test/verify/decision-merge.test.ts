import { describe, expect, it } from 'vitest';
import { decisionMatches } from '../../src/verify/decision-merge.ts';
import type { EntrySeen, MergeSeen, TopTree } from '../../src/verify/observation/tree.ts';

const FOLDER = 0o40000;
const FILE = 0o100644;
const entry = (name: string, content: string, mode = FILE): EntrySeen => ({ name, mode, oid: content.padEnd(40, '0') });
const NAME = 'r2-d1.yaml';
const signed = [entry(NAME, 'signed')];
const earlier = entry('r1-d1.yaml', 'earlier');
const base: TopTree = {
  root: [entry('decisions', 'd', FOLDER), entry('packets', 'p', FOLDER)],
  packets: [entry('bpe-1', 'one', FOLDER)],
  decisions: [entry('bpe-1', 'before', FOLDER), entry('bpe-2', 'two', FOLDER)],
  github: [],
};
const merged: TopTree = {
  ...base,
  root: [entry('decisions', 'd2', FOLDER), entry('packets', 'p', FOLDER)],
  decisions: [entry('bpe-1', 'after', FOLDER), entry('bpe-2', 'two', FOLDER)],
};
const merge = (tree: TopTree, firstParentTree: TopTree | null = base): MergeSeen => ({
  oid: 'm',
  parents: ['base', 'head'],
  tree,
  firstParentTree,
});
const folders = (change: object = {}) => ({ before: [earlier], merged: [earlier, ...signed], head: signed, ...change });

describe('the merge of a decision', () => {
  it('brings exactly the signed file, beside what was decided before', () => {
    expect(decisionMatches(merge(merged), 'bpe-1', NAME, folders())).toBe(true);
  });

  it.each<[string, MergeSeen]>([
    ['nothing at all', merge(base)],
    ['a decision about another packet too', merge({ ...merged, decisions: [entry('bpe-1', 'after', FOLDER)] })],
    ['something beside the decisions', merge({ ...merged, root: [...merged.root, entry('README.md', 'r')] })],
    ['what nobody can compare', merge(merged, null)],
  ])('is none where it brought %s', (_, made) => {
    expect(decisionMatches(made, 'bpe-1', NAME, folders())).toBe(false);
  });

  it.each<[string, object]>([
    ['other bytes', { merged: [earlier, entry(NAME, 'other')] }],
    ['another file too', { merged: [earlier, ...signed, entry('r2-d2.yaml', 'more')] }],
    ['another file instead', { merged: [earlier, entry('r2-d2.yaml', 'signed')] }],
    ['an earlier decision changed', { merged: [entry('r1-d1.yaml', 'changed'), ...signed] }],
    ['an earlier decision removed', { merged: signed }],
    ['the file as a link', { merged: [earlier, entry(NAME, 'signed', 0o120000)] }],
    ['the file over one that stood there', { before: [earlier, entry(NAME, 'stood')] }],
    ['what is no file at the signed head', { head: [], merged: [earlier] }],
    ['as a file what is a link at the signed head', { head: [entry(NAME, 'signed', 0o120000)] }],
  ])('is none where it brought %s', (_, change) => {
    expect(decisionMatches(merge(merged), 'bpe-1', NAME, folders(change))).toBe(false);
  });
});
