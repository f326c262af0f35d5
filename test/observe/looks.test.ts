import { describe, expect, it } from 'vitest';
import { shownOn } from '../../src/rehearse/stage/shown.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';

/** Plays steps in a world of their own that is gone afterwards. */
async function playing(look: (stage: Stage, play: (step: object) => Promise<void>) => Promise<void>) {
  const stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {} });
  const act = playOn(stage);
  try {
    await look(stage, (step) => playStep(act, step));
  } finally {
    await stage.close();
  }
}

describe('between two sweeps', () => {
  it.each([
    ['from a fork', { by: 'packet-agent', fork: true }],
    ['against main', { by: 'packet-agent', base: 'main' }],
  ])('nothing is asked about a pull request %s, which no passing of time makes a council’s', async (_, opened) => {
    await playing(async (stage, play) => {
      await play({ open: { pull: 'ask', ...opened } });
      await stage.settle();
      const before = stage.github.requests.length;
      await play({ wait: 'PT1H' });
      const asked = stage.github.requests.slice(before).map(({ operation }) => operation);
      const sweeps = 6;
      expect(asked.filter((operation) => operation === 'Look')).toHaveLength(sweeps);
    });
  });
});

describe('an unchanged decision', () => {
  it('is looked at by what may have changed alone: its folder and the packet beside it are kept', async () => {
    await playing(async (stage, play) => {
      await play({ open: { pull: 'ask', by: 'packet-agent' } });
      for (const by of ['ann', 'ben']) {
        await stage.pass(1000);
        await play({ review: { pull: 'ask', by, state: 'approve' } });
      }
      await stage.settle();
      await play({ call: { pull: 'verdict', base: 'council/release-integrity' } });
      await play({ expect: { pull: 'verdict', finding: 'hold', codes: ['cross-sign-missing'] } });
      const before = stage.github.requests.length;
      await play({ wait: 'PT1H' });
      const asked = stage.github.requests.slice(before).map(({ operation }) => operation);
      expect(asked).toContain('Look');
      for (const once of ['History', 'Trees', 'Blobs']) expect(asked).not.toContain(once);
    });
  });
});

describe('who proposed', () => {
  it('is read from the whole log, though a hundred rows came since an owner pushed the commit elsewhere', async () => {
    await playing(async (stage, play) => {
      await play({ stop: 'first' });
      await play({
        open: { pull: 'own', by: 'packet-agent', pushed_by: 'ann', author: 'packet-agent', committer: 'packet-agent' },
      });
      await play({ close: { pull: 'own', by: 'packet-agent' } });
      const { acts } = stage.github;
      const noise = { repository: stage.governance, branch: 'noise', by: 'ann', message: 'noise' };
      for (let row = 0; row < 101; row++) {
        acts.push({ ...noise, onto: row === 0 ? 'main' : 'noise', files: { 'noise.txt': String(row) } });
      }
      await play({ open: { pull: 'ask', by: 'packet-agent', shares: 'own' } });
      await play({ start: 'first' });
      await play({ review: { pull: 'ask', by: 'ann', state: 'approve' } });
      await stage.settle();
      expect(shownOn(stage, 'ask').title).toContain('signer-not-distinct');
    });
  });
});

describe('who is sent a release', () => {
  it('is told who signed the evidence and what it says, as it is at its source when it is sent', async () => {
    await playing(async (stage, play) => {
      await play({ open: { pull: 'ask', by: 'packet-agent' } });
      for (const by of ['ann', 'ben']) {
        await stage.pass(1000);
        await play({ review: { pull: 'ask', by, state: 'approve' } });
      }
      await stage.settle();
      const issues = [...stage.github.world.repositories.values()].flatMap(({ issues }) => [...issues.values()]);
      expect(issues.map(({ body }) => body)).toEqual([
        expect.stringMatching(
          /signer-quorum \| ✅ verified, `3 of 4 .* \| `https:\/\/evidence\.acme\.example\/signer-quorum`/,
        ),
      ]);
    });
  });
});
