import { describe, expect, it } from 'vitest';
import {
  changeOf,
  earlierDecisionsTouched,
  historyProblems,
  mergeMatches,
  syncMatches,
} from '../../src/verify/change.ts';
import type { CommitSeen } from '../../src/verify/observation/pull.ts';
import type { EntrySeen, HistorySeen, TopTree } from '../../src/verify/observation/tree.ts';

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
  decisions: [],
  github: [entry('CODEOWNERS', 'owners', FILE), entry('workflows', 'w')],
};
const withPacket: TopTree = {
  ...base,
  root: [entry('.github', 'g'), entry('README.md', 'r', FILE), entry('packets', 'p2')],
  packets: [entry('bpe-1', 'one'), entry('bpe-2', 'two')],
};
const withDecision: TopTree = {
  ...base,
  root: [...base.root, entry('decisions', 'd')],
  decisions: [entry('bpe-1', 'd1')],
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
    ['the decisions about one packet', withDecision, { kind: 'decision', packet: 'bpe-1' }],
    [
      'the decisions about two packets',
      { ...withDecision, decisions: [entry('bpe-1', 'd1'), entry('bpe-2', 'd1')] },
      { kind: 'other', touched: ['decisions/bpe-1', 'decisions/bpe-2'] },
    ],
    [
      'a packet beside a decision about it',
      { ...withPacket, root: [...withPacket.root, entry('decisions', 'd')], decisions: [entry('bpe-2', 'd1')] },
      { kind: 'other', touched: ['packets/bpe-2', 'decisions/bpe-2'] },
    ],
    [
      'B01: the rules beside a decision',
      { ...withDecision, root: [...withDecision.root, entry('policies', 'x')] },
      { kind: 'policy', touched: ['policies', 'decisions/bpe-1'] },
    ],
    [
      'a `decisions` that is a file',
      { ...base, root: [...base.root, entry('decisions', 'd', FILE)] },
      { kind: 'other', touched: ['decisions'] },
    ],
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
      {
        ...base,
        root: [entry('.github', 'g'), entry('README.md', 'r', FILE), entry('packets', 'p', 0o120000)],
        packets: [],
      },
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

const syncTo = (content: string, change: Partial<TopTree> = {}): TopTree => ({
  ...base,
  root: [entry('.github', `g${content}`), entry('README.md', 'r', FILE), entry('packets', 'p')],
  github: [entry('CODEOWNERS', content, FILE), entry('workflows', 'w')],
  ...change,
});
const codeowners = 'new'.padEnd(40, '0');

describe('a copy of CODEOWNERS brought up to date', () => {
  it('is told from any other change of rules', () => {
    const touched = ['.github/CODEOWNERS'];
    expect(changeOf(history(syncTo('new')))).toEqual({ kind: 'sync', codeowners, touched });
    const gone = syncTo('new', { github: [entry('workflows', 'w')] });
    expect(changeOf(history(gone))).toEqual({ kind: 'sync', codeowners: null, touched });
  });

  it.each<[string, TopTree]>([
    ['a workflow', syncTo('new', { github: [entry('CODEOWNERS', 'new', FILE), entry('workflows', 'x')] })],
    [
      'a packet',
      syncTo('new', { root: [entry('.github', 'gnew'), ...withPacket.root.slice(1)], packets: withPacket.packets }),
    ],
    [
      'another file',
      syncTo('new', { root: [entry('.github', 'gnew'), entry('README.md', 'x', FILE), entry('packets', 'p')] }),
    ],
  ])('B01: is none with %s in it', (_, tree) => {
    expect(changeOf(history(tree)).kind).toBe('policy');
    expect(syncMatches(base, tree, codeowners)).toBe(false);
  });

  it('matches its merge only with that very copy', () => {
    expect(syncMatches(base, syncTo('new'), codeowners)).toBe(true);
    expect(syncMatches(base, syncTo('other'), codeowners)).toBe(false);
    expect(syncMatches(base, base, codeowners)).toBe(false);
  });

  it('B01: is held for a commit in between that touched something else', () => {
    const sync = { kind: 'sync', codeowners, touched: [] } as const;
    expect(historyProblems(history(syncTo('old'), syncTo('new')), commits(['root'], ['c0']), sync)).toEqual([]);
    expect(historyProblems(history(withPacket, syncTo('new')), commits(['root'], ['c0']), sync)).toHaveLength(2);
  });
});

const bpe2 = { kind: 'packet', packet: 'bpe-2' } as const;

describe('the commits of a pull request', () => {
  const detour: TopTree = {
    ...withPacket,
    root: [entry('.github', 'evil'), entry('README.md', 'r', FILE), entry('packets', 'p2')],
  };

  it('are fine as one line that touches one folder', () => {
    expect(historyProblems(history(withPacket, withPacket), commits(['root'], ['c0']), bpe2)).toEqual([]);
  });

  it('are not when one in between touched something that the diff no longer shows', () => {
    const problems = historyProblems(history(detour, withPacket), commits(['root'], ['c0']), bpe2);
    expect(problems).toEqual(['commit c0 also touches .github', 'commit c1 also touches .github']);
  });

  it.each<[string, string[][]]>([
    ['a merge commit', [['root', 'main']]],
    ['a commit without a parent', [[]]],
    ['a commit that stands on another', [['elsewhere']]],
  ])('are not with %s', (_, parents) => {
    expect(historyProblems(history(withPacket), commits(...parents), bpe2)).toHaveLength(1);
  });

  it('are fine as one line that touches the decisions about one packet, and not with a packet in between', () => {
    const decision = { kind: 'decision', packet: 'bpe-1' } as const;
    expect(historyProblems(history(withDecision), commits(['root']), decision)).toEqual([]);
    const problems = historyProblems(history(withPacket, withDecision), commits(['root'], ['c0']), decision);
    expect(problems).toEqual(['commit c0 also touches packets/bpe-2', 'commit c1 also touches packets/bpe-2']);
  });

  it('are not when one touched what was decided before, also if a later one put it back', () => {
    const [old, changed, brought] = [
      entry('r1-d1.yaml', 'old', FILE),
      entry('r1-d1.yaml', 'x', FILE),
      entry('r1-d2.yaml', 'new', FILE),
    ];
    const touched = (...states: EntrySeen[][]) =>
      earlierDecisionsTouched(
        { packet: 'bpe-1', root: [old], commits: states, files: [] },
        history(...states.map(() => withDecision)),
      );
    const draft = entry('r1-d2.yaml', 'draft', FILE);
    expect(touched([old, draft], [old, brought])).toEqual([]);
    expect(touched([changed, draft], [old, brought])).toEqual([
      'commit c0 also touches decisions/bpe-1/r1-d1.yaml',
      'commit c1 also touches decisions/bpe-1/r1-d1.yaml',
    ]);
    expect(touched([brought])).toEqual(['commit c0 also touches decisions/bpe-1/r1-d1.yaml']);
    expect(touched([old, brought, entry('x', 'x', FILE)], [old, brought])).toEqual([
      'commit c0 also touches decisions/bpe-1/x',
      'commit c1 also touches decisions/bpe-1/x',
    ]);
  });

  it('are not when some of them could not be read', () => {
    expect(historyProblems(history(withPacket), commits(['root'], ['c0']), bpe2)).toHaveLength(1);
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
    [
      'a decision too',
      { ...withPacket, root: [...withPacket.root, entry('decisions', 'd')], decisions: [entry('bpe-1', 'd1')] },
    ],
    ['another packet too', { ...withPacket, packets: [entry('bpe-1', 'changed'), entry('bpe-2', 'two')] }],
    ['nothing at all', base],
  ])('does not match when it brought %s', (_, merged) => {
    expect(mergeMatches(base, merged, 'bpe-2', approved)).toBe(false);
  });
});
