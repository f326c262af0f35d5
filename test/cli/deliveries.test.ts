import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireRead } from '../../src/cli/evidence/named.ts';
import { readRehearsal } from '../../src/rehearse/format.ts';
import { playRehearsal } from '../../src/rehearse/play.ts';
import { lastingFolder, ran } from './ran.ts';

/** One packet whose endpoint is down, and withdrawn; one of which everybody was told, but for GitHub's refusal. */
const STORY = `schema: governance.v1.Rehearsal
title: Told, not told, and never told
world:
  files:
    policies/councils/release-integrity.yaml:
      audience: {webhooks: [{id: desk, url: 'https://hooks.acme.example/countersign', signature: v1a}]}
steps:
  - receiver: {answers: 503}
  - open: {pull: ask, by: packet-agent, change: {audience: {webhooks: [desk]}}}
  - review: {pull: ask, by: ann, state: approve}
  - review: {pull: ask, by: ben, state: approve}
  - expect: {pull: ask, finding: released}
  - wait: PT2M
  - comment: {pull: ask, by: ann, text: /countersign withdraw the outage is over}
  - fail: {request: notify, how: refuse, status: 422, message: no}
  - open: {pull: next, by: packet-agent, packet: bpe-2026-015, change: {audience: {webhooks: []}}}
  - review: {pull: next, by: ann, state: approve}
  - review: {pull: next, by: ben, state: approve}
  - expect: {pull: next, finding: released}
`;
const folder = lastingFolder();
const clone = join(folder, 'clone');

beforeAll(async () => {
  const differences = await playRehearsal(requireRead(readRehearsal('story.yaml', Buffer.from(STORY))), {
    ends: ({ repository }) => void execFileSync('git', ['clone', '--quiet', repository.git.dir, clone]),
  });
  expect(differences).toEqual([]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('`deliveries`', () => {
  it('tells of each release who was told, who is still tried, what was overtaken, and the dead letters', async () => {
    const { exit, out } = await ran('deliveries', clone);
    expect(exit).toBe(1);
    const lines = [
      /^told {9}bpe-2026-014 revision 1 released: acme\/release-integrity-council \(entry \d+, msg_[0-9a-f]{32}\)$/m,
      /^overtaken {4}bpe-2026-014 revision 1 released: https:\/\/hooks\.acme\.example\/countersign \(entry \d+, 2 attempts, /m,
      /^told {9}bpe-2026-014 revision 1 withdrawn: issue #1 of acme\/release-integrity-council /m,
      /^trying {7}bpe-2026-014 revision 1 withdrawn: https:.*\n +hooks\.acme\.example answers 503; next attempt at 2026-11-22T/m,
      /^dead letter {2}bpe-2026-015 revision 1 released: acme\/release-integrity-council .*\n +.*422: no - \S+; is the App installed there\?$/m,
      /^ledger of repository 9001: whole$/m,
    ];
    for (const line of lines) expect(out).toMatch(line);
    expect(out).not.toContain('bpe-2026-015 revision 1 released: https');
  });

  it('of one packet, as JSON; somebody who is still tried is not everybody told', async () => {
    const { exit, out } = await ran('deliveries', '--packet', 'bpe-2026-014', '--json', clone);
    expect(exit).toBe(3);
    const { deliveries, verdict } = JSON.parse(out);
    expect(verdict).toBe('whole');
    expect(deliveries.map(({ news, state }: { news: string; state: string }) => `${news} ${state}`)).toEqual([
      'released told',
      'released overtaken',
      'withdrawn told',
      'withdrawn told',
      'withdrawn trying',
    ]);
    expect(deliveries.at(-1)).toMatchObject({ attempts: 1, to: { channel: 'webhook' }, reason: expect.any(String) });
  });

  it('answers an unknown packet with 1 and those that look like it: a typo is nobody told', async () => {
    const near = await ran('deliveries', '--packet', 'bpe-2026-041', clone);
    expect([near.exit, near.out]).toEqual([1, expect.stringContaining('hint: bpe-2026-014, bpe-2026-015\n')]);
    expect(near.out).toContain('expected a packet that the ledger knows, seen `bpe-2026-041`');
    const far = await ran('deliveries', '--packet', 'none-such', '--json', clone);
    expect(far.exit).toBe(1);
    expect(JSON.parse(far.out)).toMatchObject({ packet: 'none-such', alike: [], deliveries: [], verdict: 'whole' });
  });

  it('of a broken ledger tells those of its good part after what is wrong, with 1', async () => {
    const git = (...words: string[]) => execFileSync('git', ['-C', clone, ...words], { encoding: 'utf8' });
    const before = git('rev-parse', 'refs/remotes/origin/ledger').trim();
    const paths = git('ls-tree', '-r', '--name-only', before, 'entries/').trim().split('\n');
    const without = async (path: string | undefined) => {
      git('-c', 'advice.detachedHead=false', 'checkout', '--quiet', before);
      git('rm', '--quiet', path ?? '');
      git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '--quiet', '--message=broken');
      git('update-ref', 'refs/remotes/origin/ledger', 'HEAD');
      const done = await ran('deliveries', clone).finally(() =>
        git('update-ref', 'refs/remotes/origin/ledger', before),
      );
      return done;
    };
    const late = await without(paths.at(-1));
    expect([late.exit, late.out]).toEqual([1, expect.stringMatching(/^the ledger is not whole: wrong\nfirst wrong: /)]);
    expect(late.out).toMatch(/^told {9}bpe-2026-014 revision 1 released: /m);
    const early = await without(paths[3]);
    expect([early.exit, early.out]).toEqual([
      1,
      expect.stringContaining('as far as its chain holds nothing was released'),
    ]);
  });

  it('ends with 2 where there is no clone', async () => {
    expect((await ran('deliveries', join(folder, 'nowhere'))).exit).toBe(2);
  });
});
