import { describe, expect, it } from 'vitest';
import { readRehearsal } from '../../src/rehearse/format.ts';

const HEAD = 'schema: governance.v1.Rehearsal\ntitle: Example\nnever: [release]\nsteps:\n';
/** Where and what: `line:column code message`. The first step is on line 5. */
const problemsOf = (text: string) => {
  const read = readRehearsal('r.yaml', Buffer.from(text));
  return read.ok ? [] : read.problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
};
const inSteps = (...steps: string[]) => problemsOf(`${HEAD}${steps.map((step) => `  - ${step}\n`).join('')}`);

describe('a file that is wrong', () => {
  it.each<[why: string, steps: string[], problem: string]>([
    ['an unknown kind of step', ['jump: {}'], '5:5 schema expected a known key, seen `jump`'],
    ['an unknown key', ['open: {pull: ask, by: ann, when: now}'], '5:32 schema expected a known key, seen `when`'],
    ['two kinds under one dash', ['{stop: first, start: first}'], '5:5 schema expected exactly one kind of step'],
    ['an expectation of nothing', ['expect: {}'], '5:5 schema expected something that must be true, seen nothing'],
    ['an expectation of no pull request', ['expect: {finding: hold}'], '5:5 schema expected `pull` beside finding'],
    ['a code that does not exist', ['expect: {pull: ask, codes: [no-such]}'], 'seen `"no-such"`'],
    [
      'a wait that is none',
      ['wait: a while'],
      '5:5 schema `wait`: expected a duration or an instant, seen `"a while"`',
    ],
    ['a crash at no write', ['crash: {}'], '5:5 schema expected `before` or `after`, and not both'],
    [
      'a service that should fail twice',
      ['fail: {request: tsa, how: down, times: 2}'],
      '5:12 schema expected `how: down` or `how: lose` and `times: always` for tsa, seen otherwise',
    ],
    [
      'a pull request that was not opened',
      ['close: {pull: ask, by: ann}'],
      '5:13 unknown-name expected a known pull request, seen `ask`',
    ],
    [
      'somebody who is not there',
      ['open: {pull: ask, by: nobody}'],
      '5:23 unknown-name expected a known account, seen `nobody`',
    ],
    [
      'a head that has no name yet',
      ['open: {pull: ask, by: ann}', 'push: {pull: ask, by: ann, to: first, head: first}'],
      '6:32 unknown-name expected a known head, seen `first`',
    ],
    ['a team that is not there', ['team: {team: acme/none, add: [ann]}'], '5:12 unknown-name expected a known team'],
    [
      'a login that is no longer one',
      ['rename: {account: ann, to: ann-x}', 'open: {pull: ask, by: ann}'],
      '6:23 unknown-name expected a known account, seen `ann`',
    ],
    [
      'a name inside of meanwhile',
      ['open: {pull: ask, by: ann}', 'meanwhile: {before: merge, do: [{close: {pull: other, by: ann}}]}'],
      '6:46 unknown-name expected a known pull request, seen `other`',
    ],
    [
      'a name inside of forge',
      ['forge: {truncated: {pull: ask}}'],
      '5:25 unknown-name expected a known pull request, seen `ask`',
    ],
    [
      'a signature at a head that no decision named',
      [
        'decision: {pull: ask, by: ann, head: first}',
        'decision: {pull: ask, by: ann, head: second}',
        'sign: {pull: ask, by: cyd, option: hold, at: first}',
        'sign: {pull: ask, by: cyd, option: hold, at: third}',
      ],
      '8:46 unknown-name expected a known head, seen `third`',
    ],
    [
      'a conclusion by somebody who is not there',
      ['decision: {pull: ask, by: ann}', 'conclude: {pull: ask, by: nobody}'],
      '6:27 unknown-name expected a known account, seen `nobody`',
    ],
  ])('has %s: told with its place', (_, steps, problem) => {
    expect(inSteps(...steps).join('\n')).toContain(problem);
  });

  it('is told all of it in one go', () => {
    expect(inSteps('jump: {}', 'wait: a while', 'crash: {}')).toHaveLength(4);
  });

  it('asserts nothing', () => {
    const text = 'schema: governance.v1.Rehearsal\ntitle: Example\nsteps:\n  - wait: PT1M\n';
    expect(problemsOf(text)).toEqual([expect.stringContaining('this rehearsal asserts nothing')]);
  });

  it('names somebody in a team who is not there', () => {
    const world = 'world: {teams: {acme/release-integrity: [ann, nobody]}}\n';
    expect(problemsOf(`${HEAD}  - wait: PT1M\n${world}`)).toEqual([
      '6:47 unknown-name expected a known account, seen `nobody`',
    ]);
  });

  it('is larger than 256 KiB', () => {
    expect(problemsOf(`${HEAD}  - wait: PT1M\n#${' '.repeat(256 * 1024)}`)).toEqual([
      expect.stringContaining('1:1 too-large'),
    ]);
  });

  it.each(['', '[]', '\u0000', '&a [*a]', '{'.repeat(10_000)])('is hostile: %j', (text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });
});
