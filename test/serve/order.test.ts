import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownOn } from '../../src/rehearse/stage/shown.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';

const SWEEP_MS = 10 * 60_000;
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {} });
});
afterAll(() => stage.close());

const play = async (step: Parameters<typeof playStep>[1]) => {
  await stage.pass(1000);
  await playStep(playOn(stage), step);
};

/** In which order, how often and whether at all webhooks come. */
const ORDERS: readonly [how: string, order: <T>(held: readonly T[]) => readonly T[]][] = [
  ['in order', (held) => held],
  ['in reverse', (held) => held.toReversed()],
  ['from the middle on', (held) => [...held.slice(held.length / 2), ...held.slice(0, held.length / 2)]],
  ['each twice, the second time in reverse', (held) => [...held, ...held.toReversed()]],
  ['every other one only', (held) => held.filter((_, index) => index % 2 === 1)],
  ['the last one only', (held) => held.slice(-1)],
  ['not at all', () => []],
];

/** Does all of it while webhooks are held back, then delivers them so, and gives how it stands after a sweep. */
async function told(pull: string, order: (typeof ORDERS)[number][1], acts: readonly Parameters<typeof play>[0][]) {
  const { outbox } = stage.github;
  outbox.hold();
  for (const act of acts) await play(act);
  outbox.release((held) => [...order(held)]);
  await stage.settle();
  await stage.pass(SWEEP_MS);
  const { finding, codes } = shownOn(stage, pull);
  const kinds = stage.record.entries.filter(({ body }) => 'packet' in body && body.packet === pull);
  return { finding, codes, released: kinds.filter(({ kind }) => kind === 'released').length };
}

describe('webhooks that come', () => {
  it.each(ORDERS)('I05, I06: %s end in the release that was approved, once', async (how, order) => {
    const pull = `released-${ORDERS.findIndex(([one]) => one === how)}`;
    await play({ open: { pull, by: 'packet-agent', packet: pull } });
    await stage.settle();
    const seen = await told(pull, order, [
      { review: { pull, by: 'ann', state: 'comment' } },
      { review: { pull, by: 'ann', state: 'approve' } },
      { review: { pull, by: 'ben', state: 'approve' } },
    ]);
    expect(seen).toEqual({ finding: 'released', codes: [], released: 1 });
  });

  it.each(ORDERS)('I05, I06: %s never release what was not approved in time: `approval-stale`', async (how, order) => {
    const pull = `held-${ORDERS.findIndex(([one]) => one === how)}`;
    await play({ open: { pull, by: 'packet-agent', packet: pull } });
    await play({ review: { pull, by: 'ann', state: 'approve' } });
    await stage.settle();
    const seen = await told(pull, order, [
      { push: { pull, by: 'packet-agent', change: { revision: 2 }, files: { 'rationale.md': 'another reason\n' } } },
      { review: { pull, by: 'ann', state: 'approve' } },
      { review: { pull, by: 'ben', state: 'approve' } },
      { dismiss: { pull, of: 'ben', by: 'ann' } },
    ]);
    expect(seen).toMatchObject({ finding: 'hold', released: 0 });
    expect(seen.codes).toContain('approval-stale');
  });
});
