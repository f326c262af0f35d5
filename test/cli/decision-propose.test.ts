import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { requireRead } from '../../src/cli/evidence/named.ts';
import { readDecision } from '../../src/decision/decision.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { playRehearsal } from '../../src/rehearse/play.ts';
import { valueIn } from '../nouns/sample.ts';
import { lastingFolder, ran } from './ran.ts';

/** Two releases of one packet, another packet that waits, and one that was released and taken back. */
const STORY = `schema: governance.v1.Rehearsal
title: Released, and to be decided
world:
  files:
    policies/councils/release-integrity.yaml: {owner_approvals: 1}
steps:
  - open: {pull: ask, by: packet-agent}
  - review: {pull: ask, by: ann, state: approve}
  - open: {pull: more, by: packet-agent, change: {revision: 2}}
  - review: {pull: more, by: ann, state: approve}
  - open: {pull: other, by: packet-agent, packet: waits-for-owners}
  - open: {pull: back, by: packet-agent, packet: taken-back}
  - review: {pull: back, by: ann, state: approve}
  - comment: {pull: back, by: ann, text: /countersign withdraw the rebuild was of another commit}
  - expect: {pull: more, finding: released}
`;
const folder = lastingFolder();
const clone = join(folder, 'clone');
const git = (...words: string[]) => execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8' });
const propose = (packet: string, ...words: string[]) =>
  ran('decision', 'propose', packet, clone, '--rationale', 'the train waits', ...words);
const FILE = 'decisions/bpe-2026-014/r2-d1.yaml';
const written = () => valueIn(readDecision(FILE, readFileSync(join(clone, FILE))));

beforeAll(async () => {
  const read = readRehearsal('story.yaml', new TextEncoder().encode(STORY));
  const differences = await playRehearsal(requireRead(read), {
    ends: ({ repository }) => void execFileSync('git', ['clone', '--quiet', repository.git.dir, clone]),
  });
  expect(differences).toEqual([]);
});
afterEach(() => rmSync(join(clone, 'decisions'), { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('`decision propose`', () => {
  it('writes a proposal about the last release, bound to its sealed manifest, and says where it goes', async () => {
    const { exit, out } = await propose('bpe-2026-014');
    expect(exit).toBe(0);
    const sealed = JSON.parse(
      git('show', 'origin/countersign/decision-bpe-2026-014-r2-d1:decisions/bpe-2026-014/r2-d1.yaml').replace(
        /^[\s\S]*manifest: (\S+)[\s\S]*$/,
        '"$1"',
      ),
    );
    expect(written()).toEqual({
      schema: 'governance.v1.Decision',
      packet: 'bpe-2026-014',
      revision: 2,
      decision: 1,
      decision_kind: 'proposed',
      status: 'proposed',
      author_kind: 'person',
      cross_signed: false,
      scope: 'production_candidate',
      manifest: sealed,
      rationale: 'the train waits',
    });
    expect(out).toContain('against council/release-integrity');
    expect(out).toMatch(/note: #\d+ brought this decision before/);
  });

  it('writes what an agent proposes with the person who asks, and with no other', async () => {
    expect((await propose('bpe-2026-014', '--agent', '--requester', 'fay', '--status', 'draft')).exit).toBe(0);
    expect(written()).toMatchObject({ author_kind: 'automated_agent', requester: 'fay', status: 'draft' });
    for (const words of [['--agent'], ['--requester', 'nobody'], ['--agent', '--requester', 'constructor']]) {
      const { exit, err } = await propose('bpe-2026-014', ...words);
      expect([exit, err]).toEqual([2, expect.stringContaining('--requester')]);
    }
  });

  it('A29: writes no verdict, however it is asked for', async () => {
    for (const status of [
      'approve',
      'reject',
      'Approved',
      'PROPOSED',
      'аpprove',
      'final',
      '',
      'proposed\nverdict: approve',
    ]) {
      const { exit, err } = await propose('bpe-2026-014', '--status', status);
      expect([exit, err], status).toEqual([2, expect.stringMatching(/^verdict-not-permitted: .*\nhint: /)]);
    }
    for (const option of ['--verdict', '--outcome', '--approve', '--decision-kind', '--cross-signed'])
      expect((await propose('bpe-2026-014', option, 'approve')).exit, option).toBe(2);
    expect(existsSync(join(clone, 'decisions'))).toBe(false);
  });

  it('L25: writes nothing about what was not released, or was taken back or overtaken since', async () => {
    const cases = [
      ['packet-unreleased', 'waits-for-owners'],
      ['packet-unreleased', 'bpe-2026-014', '--revision', '3'],
      ['packet-superseded', 'bpe-2026-014', '--revision', 'r1'],
      ['packet-withdrawn', 'taken-back'],
    ] as const;
    for (const [code, packet, ...words] of cases) {
      const { exit, out } = await propose(packet, ...words);
      expect([exit, out], code).toEqual([1, expect.stringMatching(new RegExp(`^${code}: .*\\nhint: `))]);
    }
    const { exit, out } = await propose('bpe-2026-041');
    expect([exit, out]).toEqual([1, expect.stringContaining('bpe-2026-014')]);
    expect(existsSync(join(clone, 'decisions'))).toBe(false);
  });

  it('writes over nothing that is there', async () => {
    expect((await propose('bpe-2026-014')).exit).toBe(0);
    const { exit, err } = await propose('bpe-2026-014', '--status', 'draft');
    expect([exit, err]).toEqual([2, expect.stringContaining('it is there already')]);
    expect(written().status).toBe('proposed');
  });

  it('writes nothing from a ledger that is not whole, or a text that nobody sees whole', async () => {
    const hidden = await ran('decision', 'propose', 'bpe-2026-014', clone, '--rationale', 'the train\u202e waits');
    expect([hidden.exit, hidden.err]).toEqual([2, expect.stringContaining('U+202E')]);
    const before = git('rev-parse', 'refs/remotes/origin/ledger').trim();
    git('update-ref', 'refs/remotes/origin/ledger', 'origin/main');
    const { exit } = await propose('bpe-2026-014');
    git('update-ref', 'refs/remotes/origin/ledger', before);
    expect(exit).not.toBe(0);
    expect(existsSync(join(clone, 'decisions'))).toBe(false);
  });
});
