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
      /^told {9}bpe-2026-014 revision 1 released: repository 9002 \(entry \d+, msg_[0-9a-f]{32}\)$/m,
      /^overtaken {4}bpe-2026-014 revision 1 released: https:\/\/hooks\.acme\.example\/countersign \(entry \d+, 2 attempts, /m,
      /^told {9}bpe-2026-014 revision 1 withdrawn: issue #1 of repository 9002 /m,
      /^trying {7}bpe-2026-014 revision 1 withdrawn: https:.*\n +hooks\.acme\.example answers 503; next attempt at 2026-11-22T/m,
      /^dead letter {2}bpe-2026-015 revision 1 released: repository 9002 .*\n +.*422: no; is the App installed there\?$/m,
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

  it('ends with 0 where nobody is left, and with 2 where there is no clone', async () => {
    expect((await ran('deliveries', '--packet', 'none-such', clone)).exit).toBe(0);
    expect((await ran('deliveries', join(folder, 'nowhere'))).exit).toBe(2);
  });
});
