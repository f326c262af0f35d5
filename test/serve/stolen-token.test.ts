import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { alarmsOf } from '../../src/rehearse/stage/alarms.ts';
import { RefusedByGitHub } from '../../src/rehearse/stage/api.ts';
import { APP_BOT } from '../../src/rehearse/stage/scene.ts';
import { shownOn } from '../../src/rehearse/stage/shown.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import { playOn } from '../rehearse/play.ts';

const COUNCIL = 'council/release-integrity';

// No rehearsal: there, whatever the App's account does is the bot's own doing.
describe('whoever has stolen the token of the App', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: {} });
    await play({ open: { pull: 'ask', by: 'packet-agent' } });
  });
  afterEach(() => stage.close());

  const play = async (step: Parameters<typeof playStep>[1]) => {
    await stage.pass(1000);
    await playStep(playOn(stage), step);
    await stage.settle();
  };
  const steal = (route: string, parameters: object = {}) => stage.as(APP_BOT, route, { ...parameters });
  const refused = (asked: Promise<unknown>) =>
    asked.then(
      () => null,
      (error: unknown) => (error instanceof RefusedByGitHub ? error.status : error),
    );
  const number = 1;
  /** The App's own check says yes, as the thief likes. */
  const forgeCheck = () => {
    const { sha: head_sha } = stage.pullRequest('ask').head;
    const run = { name: 'countersign', head_sha, status: 'completed', conclusion: 'success' };
    return steal('POST /repos/{owner}/{repo}/check-runs', run);
  };
  const merge = () => steal('PUT /repos/{owner}/{repo}/pulls/{number}/merge', { number });
  const released = () => stage.record.entries.some(({ kind }) => kind === 'released');

  it('I15: approves nothing by it: it is a machine, `signer-not-human`', async () => {
    await steal('POST /repos/{owner}/{repo}/pulls/{number}/reviews', { number, event: 'APPROVE', body: '' });
    await stage.settle();
    expect(shownOn(stage, 'ask')).toMatchObject({ finding: 'hold', codes: ['approval-missing', 'signer-not-human'] });
  });

  it('I15: merges nothing that no code owner approved, whatever the check says, and moves no branch back', async () => {
    await forgeCheck();
    expect(await refused(merge())).toBe(405);
    const sha = stage.repository.git.branch('main');
    for (const branch of [COUNCIL, 'ledger', 'main']) {
      const ref = { ref: `heads/${branch}`, sha, force: true };
      expect(await refused(steal('PATCH /repos/{owner}/{repo}/git/refs/{ref}', ref))).toBe(422);
      expect(await refused(steal('DELETE /repos/{owner}/{repo}/git/refs/{ref}', ref))).toBe(422);
    }
    const push = { repository: stage.governance, branch: COUNCIL, by: APP_BOT, files: { 'packets/x/packet.yaml': '' } };
    expect(() => stage.github.acts.push(push)).toThrow(/pull request/);
    expect(stage.pullRequest('ask').merged).toBeNull();
  });

  it('I15: merges what one owner of two approved, and is seen: `protection-drift`, an alarm, and the council stands', async () => {
    await stage.bots.first.stop();
    await play({ review: { pull: 'ask', by: 'ann', state: 'approve' } });
    await forgeCheck();
    expect(await refused(merge())).toBeNull();
    await stage.start('first');
    await stage.settle();
    const [alarm] = alarmsOf(stage);
    expect(alarm?.title).toBe('Alarm: protection-drift: release-integrity');
    expect(alarm?.body).toContain(APP_BOT);
    await play({ open: { pull: 'other', by: 'packet-agent', packet: 'bpe-2026-015' } });
    await play({ review: { pull: 'other', by: 'ann', state: 'approve' } });
    await play({ review: { pull: 'other', by: 'ben', state: 'approve' } });
    expect(shownOn(stage, 'other')).toMatchObject({
      finding: 'hold',
      codes: expect.arrayContaining(['protection-drift']),
    });
    expect([stage.pullRequest('other').merged, released()]).toEqual([null, false]);
  });

  it('I15: writes to the ledger, without its key, what no reader takes: `ledger-broken`, and everything stands', async () => {
    const files = { 'entries/0000/00000099.json': '{}' };
    stage.github.acts.push({ repository: stage.governance, branch: 'ledger', by: APP_BOT, files });
    await stage.settle();
    await play({ review: { pull: 'ask', by: 'ann', state: 'approve' } });
    await play({ review: { pull: 'ask', by: 'ben', state: 'approve' } });
    // A push by its own account tells the bot nothing: the sweep finds it, and each look before.
    await stage.pass(10 * 60_000);
    expect(alarmsOf(stage).map(({ title }) => title)).toEqual(['Alarm: ledger-broken: every council']);
    expect(shownOn(stage, 'ask')).toMatchObject({ finding: 'hold', codes: expect.arrayContaining(['ledger-broken']) });
    expect([stage.pullRequest('ask').merged, released()]).toEqual([null, false]);
  });
});
