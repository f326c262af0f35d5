import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';

const MINUTE_MS = 60_000;
const lines: string[] = [];
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {}, log: (line) => void lines.push(line) });
  await playStep(playOn(stage), { open: { pull: 'ask', by: 'packet-agent' } });
  await stage.settle();
});
afterAll(() => stage.close());

describe('what the bot asks of GitHub', () => {
  it('I08: is nothing while GitHub limits the rate, which it tells who operates it, and goes on at once afterwards', async () => {
    await playStep(playOn(stage), { fail: { request: 'any', how: 'rate-limit', seconds: 1800 } });
    await playStep(playOn(stage), { review: { pull: 'ask', by: 'ann', state: 'approve' } });
    await stage.settle();
    const asked = () => stage.github.requests.filter(({ by }) => by === stage.bot || by === null).length;
    const before = asked();
    await stage.pass(29 * MINUTE_MS);
    expect(asked()).toBe(before);
    expect(lines).toContainEqual(
      expect.stringMatching(/^(#1|sweep|watch|repository): .*(rate limit|limits the rate)/i),
    );
    await stage.pass(2 * MINUTE_MS);
    expect(asked()).toBeGreaterThan(before);
    expect(stage.record.entries.at(-1)).toMatchObject({ kind: expect.stringMatching(/^(approved|hold|review-seen)$/) });
  });

  it('I12: is no token of the installation that a webhook names, and nothing of another repository', async () => {
    const other = { id: 1, full_name: 'mallory/governance' };
    for (const repository of [other, { ...other, full_name: stage.governance }]) {
      const payload = { action: 'opened', installation: { id: 4242 }, repository, pull_request: { number: 1 } };
      await playStep(playOn(stage), { post: { event: 'pull_request', signature: 'good', payload, status: 202 } });
    }
    await stage.settle();
    const paths = stage.github.requests.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('/access_tokens')).length).toBeGreaterThan(0);
    expect(paths.filter((path) => path.includes('4242') || path.includes('mallory'))).toEqual([]);
  });
});
