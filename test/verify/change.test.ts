import { describe, expect, it } from 'vitest';
import { changeOf, historyProblems, mergeMatches } from '../../src/verify/change.ts';
import type { CommitSeen, EntrySeen, HistorySeen, TopTree } from '../../src/verify/observation.ts';

const FOLDER = 0o40000;
const FILE = 0o100644;
const entry = (name: string, content: string, mode = FOLDER): EntrySeen => ({
  name,
  mode,
  oid: content.padEnd(40, '0'),
});
const base: TopTree = {
  root: [entry('.github', 'g'), entry('README.md', 'r', FILE), entry('packets', 'p')],
  packets: [entry('bpe-1', 'one')],
};
const withPacket: TopTree = {
  root: [entry('.github', 'g'), entry('README.md', 'r', FILE), entry('packets', 'p2')],
  packets: [entry('bpe-1', 'one'), entry('bpe-2', 'two')],
};
const history = (...trees: TopTree[]): HistorySeen => ({
  root: { oid: 'root', tree: base },
  commits: trees.map((tree, index) => ({ oid: `c${index}`, tree })),
});
const commits = (...parents: string[][]): CommitSeen[] =>
  parents.map((those, index) => ({ oid: `c${index}`, parents: those, people: [] }));

describe('what a pull request changes', () => {
  it('is one packet when nothing else differs', () => {
    expect(changeOf(history(withPacket))).toEqual({ kind: 'packet', packet: 'bpe-2' });
  });

  it.each<[string, TopTree, object]>([
    ['nothing', base, { kind: 'other', touched: [] }],
    [
      'two packets',
      { ...withPacket, packets: [entry('bpe-1', 'changed'), entry('bpe-2', 'two')] },
      { kind: 'other', touched: ['packets/bpe-1', 'packets/bpe-2'] },
    ],
    [
      'another file',
      { ...withPacket, root: [...withPacket.root, entry('x.sh', 'x', FILE)] },
      { kind: 'other', touched: ['x.sh', 'packets/bpe-2'] },
    ],
    [
      'the mode of another file',
      { ...withPacket, root: [entry('.github', 'g'), entry('README.md', 'r', 0o100755), entry('packets', 'p2')] },
      { kind: 'other', touched: ['README.md', 'packets/bpe-2'] },
    ],
    [
      'a file that is gone',
      { ...withPacket, root: [entry('.github', 'g'), entry('packets', 'p2')] },
      { kind: 'other', touched: ['README.md', 'packets/bpe-2'] },
    ],
    [
      'B01: the rules beside a packet',
      { ...withPacket, root: [entry('.github', 'h'), entry('README.md', 'r', FILE), entry('packets', 'p2')] },
      { kind: 'policy', touched: ['.github', 'packets/bpe-2'] },
    ],
    [
      'a `packets` that is a link',
      { root: [entry('.github', 'g'), entry('README.md', 'r', FILE), entry('packets', 'p', 0o120000)], packets: [] },
      { kind: 'other', touched: ['packets'] },
    ],
    [
      'a packet moved out of another',
      { ...withPacket, packets: [entry('bpe-2', 'one')] },
      { kind: 'other', touched: ['packets/bpe-1', 'packets/bpe-2'] },
    ],
  ])('is told by name: %s', (_, tree, expected) => {
    expect(changeOf(history(tree))).toEqual(expected);
  });
});

describe('the commits of a pull request', () => {
  const detour: TopTree = {
    ...withPacket,
    root: [entry('.github', 'evil'), entry('README.md', 'r', FILE), entry('packets', 'p2')],
  };

  it('are fine as one line that touches one folder', () => {
    expect(historyProblems(history(withPacket, withPacket), commits(['root'], ['c0']), 'bpe-2')).toEqual([]);
  });

  it('are not when one in between touched something that the diff no longer shows', () => {
    const problems = historyProblems(history(detour, withPacket), commits(['root'], ['c0']), 'bpe-2');
    expect(problems).toEqual(['commit c0 also touches .github', 'commit c1 also touches .github']);
  });

  it.each<[string, string[][]]>([
    ['a merge commit', [['root', 'main']]],
    ['a commit without a parent', [[]]],
    ['a commit that stands on another', [['elsewhere']]],
  ])('are not with %s', (_, parents) => {
    expect(historyProblems(history(withPacket), commits(...parents), 'bpe-2')).toHaveLength(1);
  });

  it('are not when some of them could not be read', () => {
    expect(historyProblems(history(withPacket), commits(['root'], ['c0']), 'bpe-2')).toHaveLength(1);
  });
});

describe('E05: a merge', () => {
  const approved = 'two'.padEnd(40, '0');

  it('matches when it brought exactly the approved folder', () => {
    expect(mergeMatches(base, withPacket, 'bpe-2', approved)).toBe(true);
  });

  it.each<[string, TopTree]>([
    ['another content of the folder', { ...withPacket, packets: [entry('bpe-1', 'one'), entry('bpe-2', 'other')] }],
    ['something beside the folder', { ...withPacket, root: [...withPacket.root, entry('x', 'x', FILE)] }],
    ['another packet too', { ...withPacket, packets: [entry('bpe-1', 'changed'), entry('bpe-2', 'two')] }],
    ['nothing at all', base],
  ])('does not match when it brought %s', (_, merged) => {
    expect(mergeMatches(base, merged, 'bpe-2', approved)).toBe(false);
  });
});
