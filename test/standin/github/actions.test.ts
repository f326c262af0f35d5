import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WriteVerdict } from '../../../src/standin/github/server/writes.ts';
import { type Acme, gov, refusal, startAcme } from './acme.ts';

const SEAL = `
name: Seal
run-name: seal \${{ inputs.intent }}
on:
  workflow_dispatch:
    inputs:
      intent: {required: true, type: string}
      note: {default: none}
      dry: {type: boolean}
      level: {type: choice, options: [low, high], default: low}
`;
const FOLDER = '.github/workflows';
const workflow = { ...gov, workflow_id: 'seal.yml' };
let acme: Acme;
beforeEach(async () => {
  const permissions = { metadata: 'read', contents: 'write', workflows: 'write', actions: 'write' } as const;
  acme = await startAcme({ permissions, events: ['workflow_run', 'workflow_dispatch'] });
  const files = { [`${FOLDER}/seal.yml`]: SEAL, [`${FOLDER}/push.yml`]: 'on: push', [`${FOLDER}/bad.yml`]: 'on: [' };
  acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
});
afterEach(() => acme.close());

const rest = () => acme.bot().rest;
const start = (inputs: object = { intent: '7' }, more = {}) =>
  rest().actions.createWorkflowDispatch({ ...workflow, ref: 'main', inputs: { ...inputs }, ...more });
const runs = async (query = {}) => (await rest().actions.listWorkflowRuns({ ...workflow, ...query })).data;
const only = () => {
  const [run] = acme.world.repositories.get(9001)?.workflowRuns ?? [];
  if (run === undefined) throw new Error('no workflow run');
  return run;
};
const told = () => acme.outbox.deliveries.map(({ event, action }) => (action === null ? event : `${event} ${action}`));

describe('starting a workflow by hand', () => {
  it('queues a run of the workflow as it stands at the ref, titled as its run-name says', async () => {
    expect((await start()).status).toBe(204);
    const { total_count, workflow_runs } = await runs();
    expect([total_count, workflow_runs]).toMatchObject([
      1,
      [
        {
          ...{ name: 'Seal', display_title: 'seal 7', event: 'workflow_dispatch', head_branch: 'main' },
          ...{ status: 'queued', conclusion: null, run_number: 1, run_attempt: 1, path: `${FOLDER}/seal.yml` },
          head_sha: acme.world.repositories.get(9001)?.git.branch('main'),
          actor: { login: 'gate[bot]' },
        },
      ],
    ]);
    await acme.settled();
    expect(only().status).toBe('queued');
  });

  it('is titled by its name, or by its file, where it says nothing else', async () => {
    const files = {
      [`${FOLDER}/bare.yml`]: 'on: workflow_dispatch',
      [`${FOLDER}/named.yml`]: 'name: N\non: workflow_dispatch',
    };
    acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
    for (const file of ['bare.yml', 'named.yml']) acme.acts.dispatch('acme/gov', 'ann', file, 'main');
    const { data } = await rest().actions.listWorkflowRunsForRepo(gov);
    expect(data.workflow_runs.map((run) => run.display_title)).toEqual(['N', `${FOLDER}/bare.yml`]);
  });

  it('says which run it became only to who asks for that', async () => {
    const answer = await rest().actions.createWorkflowDispatch({
      ...{ ...workflow, ref: 'main', inputs: { intent: '7' } },
      return_run_details: true,
    });
    expect([answer.status, answer.data]).toMatchObject([200, { workflow_run_id: only().id }]);
  });

  it('knows a workflow by the name of its file or its number, and only those of the default branch', async () => {
    await start();
    expect((await start({ intent: '8' }, { workflow_id: only().workflow.id })).status).toBe(204);
    const files = { [`${FOLDER}/aside.yml`]: SEAL };
    acme.acts.push({ repository: 'acme/gov', branch: 'topic', by: 'ann', files });
    for (const workflow_id of ['aside.yml', 'other.yml', 4711, '../../README.md'])
      expect(await refusal(start({}, { workflow_id, ref: 'topic' }))).toMatchObject({ status: 404 });
  });

  it('takes what the workflow presets, and keeps booleans and numbers as such', async () => {
    await start({ intent: '7', dry: 'true' });
    expect(only().inputs).toEqual({ intent: '7', note: 'none', dry: true, level: 'low' });
    expect(only().payload).toMatchObject({ inputs: { dry: 'true' }, ref: 'refs/heads/main' });
  });

  it.each([
    ['no such ref', { intent: '7' }, { ref: 'nowhere' }, 'No ref found for: nowhere'],
    ['a commit for a ref', { intent: '7' }, { ref: 'f'.repeat(40) }, 'No ref found for: f'],
    ['no such trigger', {}, { workflow_id: 'push.yml' }, "Workflow does not have 'workflow_dispatch' trigger"],
    ['a file that is no YAML', {}, { workflow_id: 'bad.yml' }, "Workflow does not have 'workflow_dispatch' trigger"],
    ['an input that it does not take', { intent: '7', x: '1' }, {}, 'Unexpected inputs provided: ["x"]'],
    ['a missing input', {}, {}, "Required input 'intent' not provided"],
    ['a number for a text', { intent: 7 }, {}, "Invalid value for input 'intent'"],
    ['a text for a boolean', { intent: '7', dry: 'maybe' }, {}, "Invalid value for input 'dry'"],
    ['no choice of the list', { intent: '7', level: 'mid' }, {}, 'not in the list of allowed values'],
  ])('refuses %s', async (_, inputs, more, message) => {
    const refused = await refusal(start(inputs, more));
    expect(refused).toMatchObject({ status: 422, message: expect.stringContaining(message) });
    expect((await runs()).total_count).toBe(0);
  });

  it('needs write access of a person, and its own permission of an App', async () => {
    const by = (login: string) =>
      acme.as(login).rest.actions.createWorkflowDispatch({ ...workflow, ref: 'main', inputs: { intent: '7' } });
    expect(await refusal(by('eve'))).toMatchObject({ status: 403 });
    expect((await by('ann')).status).toBe(204);
    await acme.close();
    acme = await startAcme({ permissions: { metadata: 'read', contents: 'write', actions: 'read' } });
    expect(await refusal(start())).toMatchObject({ status: 403, message: 'Resource not accessible by integration' });
  });
});

describe('workflow runs', () => {
  it('are listed newest first, by event, status or conclusion, branch, time and commit', async () => {
    await start({ intent: '1' });
    acme.clock.advance(60);
    const topic = acme.acts.push({ repository: 'acme/gov', branch: 'topic', by: 'ann', files: { x: '1' } });
    await start({ intent: '2' }, { ref: 'topic' });
    acme.acts.conclude('acme/gov', only(), 'failure');
    const titles = async (query = {}) => (await runs(query)).workflow_runs.map((run) => run.display_title);
    expect(await titles()).toEqual(['seal 2', 'seal 1']);
    expect(await titles({ status: 'failure' })).toEqual(['seal 1']);
    expect(await titles({ status: 'queued' })).toEqual(['seal 2']);
    expect(await titles({ branch: 'topic', event: 'workflow_dispatch' })).toEqual(['seal 2']);
    expect(await titles({ event: 'push' })).toEqual([]);
    expect(await titles({ head_sha: topic })).toEqual(['seal 2']);
    expect(await titles({ created: '>=2026-11-22T09:01:00Z' })).toEqual(['seal 2']);
    expect(await titles({ created: '2026-11-22T09:00:00Z..2026-11-22T09:00:30Z' })).toEqual(['seal 1']);
    expect(await titles({ created: '<2026-11-22' })).toEqual([]);
    expect(await titles({ per_page: 1, page: 2 })).toEqual(['seal 1']);
    const all = await rest().actions.listWorkflowRunsForRepo({ ...gov, actor: 'gate[bot]' });
    expect(all.data.total_count).toBe(2);
  });

  it('are shown by their number, and tell the App when they are asked for, begin and end', async () => {
    await start();
    acme.clock.advance(5);
    acme.acts.conclude('acme/gov', only(), 'success');
    const { data } = await rest().actions.getWorkflowRun({ ...gov, run_id: only().id });
    expect(data).toMatchObject({ status: 'completed', conclusion: 'success', run_started_at: '2026-11-22T09:00:05Z' });
    expect(await refusal(rest().actions.getWorkflowRun({ ...gov, run_id: 1 }))).toMatchObject({ status: 404 });
    expect(told()).toEqual([
      'workflow_dispatch',
      'workflow_run requested',
      'workflow_run in_progress',
      'workflow_run completed',
    ]);
  });

  it('are waited for while somebody runs them, and wait for ever while nobody does', async () => {
    await start();
    await acme.settled();
    const taken: string[] = [];
    acme.world.queue.runBy(async ({ run }) => {
      await acme.as('ann').rest.repos.get(gov);
      taken.push(run.title);
    });
    await acme.settled();
    await start({ intent: '8' });
    await acme.settled();
    expect(taken).toEqual(['seal 7', 'seal 8']);
  });
});

it('a run begins after the request that asked for it was answered', async () => {
  const order: string[] = [];
  acme.world.queue.runBy(async () => void order.push('runs'));
  acme.onWrite(async ({ phase }): Promise<WriteVerdict> => {
    await new Promise((turn) => setImmediate(turn));
    order.push(phase);
    return 'proceed';
  });
  await start();
  await acme.settled();
  expect(order).toEqual(['before', 'after', 'runs']);
});

describe('another App', () => {
  it('reports checks of its own, which the App under test sees as that App’s', async () => {
    await acme.close();
    acme = await startAcme({ permissions: { metadata: 'read', checks: 'read' }, events: ['check_run'] });
    acme.seed.app({ id: 501, slug: 'lab' });
    const head = acme.world.repositories.get(9001)?.git.branch('main') ?? '';
    const made = acme.acts.check('acme/gov', 'lab', head, { name: 'assay', conclusion: 'success' });
    const { data } = await rest().checks.get({ ...gov, check_run_id: made.id });
    expect(data).toMatchObject({ name: 'assay', conclusion: 'success', app: { id: 501, slug: 'lab' } });
    expect(told()).toEqual(['check_run created', 'check_run completed']);
    expect(acme.outbox.deliveries.map(({ body }) => JSON.parse(body).sender.login)).toEqual(['lab[bot]', 'lab[bot]']);
  });
});
