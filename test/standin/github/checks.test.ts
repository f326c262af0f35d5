import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acme, gov, openPacket, refusal, startAcme } from './acme.ts';

let acme: Acme;
let head_sha: string;
beforeEach(async () => {
  acme = await startAcme();
  await openPacket(acme);
  head_sha = acme.world.repositories.get(9001)?.git.branch('p1') ?? '';
});
afterEach(() => acme.close());

const create = (more = {}) => acme.bot().rest.checks.create({ ...gov, name: 'gate', head_sha, ...more });
const annotation = (message: string) => ({
  path: 'packets/p1/packet.yaml',
  start_line: 1,
  end_line: 1,
  annotation_level: 'failure' as const,
  message,
});

describe('check runs', () => {
  it('are written by Apps alone', async () => {
    const person = acme.as('ann').rest.checks.create({ ...gov, name: 'gate', head_sha });
    expect(await refusal(person)).toMatchObject({ status: 403, message: 'You must authenticate via a GitHub App.' });
  });

  it('stand in the suite that GitHub opened for the push, and name the pull request', async () => {
    const { data } = await create();
    expect(data).toMatchObject({ status: 'queued', conclusion: null, app: { id: 77 }, pull_requests: [{ number: 1 }] });
    const suites = await acme.bot().rest.checks.listSuitesForRef({ ...gov, ref: head_sha });
    expect(suites.data.check_suites.map(({ id }) => id)).toEqual([data.check_suite?.id]);
  });

  it('are completed by a conclusion, whatever the status says', async () => {
    const { data } = await create({ status: 'in_progress' });
    acme.clock.advance(5);
    const update = { ...gov, check_run_id: data.id, conclusion: 'success' as const };
    const done = await acme.bot().rest.checks.update(update);
    expect(done.data).toMatchObject({ status: 'completed', completed_at: '2026-11-22T09:00:06Z' });
  });

  it('gather annotations over several requests, 50 in each', async () => {
    const output = { title: 't', summary: 's' };
    const many = Array.from({ length: 51 }, (_, line) => annotation(`${line}`));
    expect(await refusal(create({ output: { ...output, annotations: many } }))).toMatchObject({ status: 422 });
    const { data } = await create({ output: { ...output, annotations: many.slice(0, 50) } });
    const more = { ...gov, check_run_id: data.id, output: { ...output, annotations: [annotation('last')] } };
    expect((await acme.bot().rest.checks.update(more)).data.output.annotations_count).toBe(51);
    const page = await acme.bot().rest.checks.listAnnotations({ ...gov, check_run_id: data.id, page: 2 });
    expect(page.data.at(-1)?.message).toBe('last');
  });

  it('take at most 65,535 characters of summary, and only for commits that are there', async () => {
    const output = { title: 't', summary: 'x'.repeat(65_536) };
    expect(await refusal(create({ output }))).toMatchObject({ status: 422 });
    expect(await refusal(create({ head_sha: 'f'.repeat(40) }))).toMatchObject({ status: 422 });
  });

  it('are listed by name and App, the latest of a name unless all are asked for', async () => {
    await create({ conclusion: 'failure' });
    await create({ conclusion: 'success' });
    const list = async (query = {}) =>
      (await acme.bot().rest.checks.listForRef({ ...gov, ref: head_sha, ...query })).data.check_runs;
    expect((await list({ check_name: 'gate', app_id: 77 })).map(({ conclusion }) => conclusion)).toEqual(['success']);
    expect(await list({ filter: 'all' })).toHaveLength(2);
    expect(await list({ app_id: 78 })).toEqual([]);
  });

  it('name no pull request of a fork', async () => {
    acme.acts.fork('acme/gov', 'ann');
    const sha = acme.acts.push({ repository: 'ann/gov', branch: 'f', by: 'ann', files: { x: '1' } });
    await acme.as('ann').rest.pulls.create({ ...gov, title: 't', head: 'ann:f', base: 'main' });
    expect((await create({ head_sha: sha })).data.pull_requests).toEqual([]);
  });

  it('tell the App when somebody wants them again', async () => {
    const { data } = await create({ conclusion: 'failure' });
    acme.acts.rerequestRun('acme/gov', 'ann', data.id);
    const told = acme.outbox.deliveries.at(-1);
    expect(JSON.parse(told?.body ?? '{}')).toMatchObject({ action: 'rerequested', sender: { login: 'ann' } });
  });
});
