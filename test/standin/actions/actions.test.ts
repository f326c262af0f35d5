import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actions, type Ran, startActions } from '../../../src/standin/actions/actions.ts';
import { newInstance } from '../../../src/standin/sigstore/instance.ts';
import { type Sigstore, startSigstore } from '../../../src/standin/sigstore/sigstore.ts';
import { type Acme, gov, startAcme } from '../github/acme.ts';

const bundle = fileURLToPath(new URL('probe.mjs', import.meta.url));
const instance = newInstance();
let acme: Acme;
let sigstore: Sigstore;
let actions: Actions;
beforeEach(async () => {
  const permissions = { metadata: 'read', actions: 'write', checks: 'read', issues: 'read' } as const;
  acme = await startAcme({ permissions, events: ['workflow_run', 'check_run'] });
  sigstore = await startSigstore({ clock: acme.clock, instance });
  actions = await startActions({ github: acme, sigstore, bundle, timeoutMs: 20_000 });
});
afterEach(async () => {
  await actions.close();
  await Promise.all([acme.close(), sigstore.close()]);
});

interface Workflow {
  readonly steps: readonly string[];
  readonly on?: string;
  readonly job?: string;
  readonly top?: string;
}
/** An expression, as a workflow writes it. */
const $ = (path: string) => `\${{ ${path} }}`;
/** Steps as inline mappings of YAML, under one job of one workflow. */
function workflow({ steps, on = 'ubuntu-latest', job = '', top = '' }: Workflow): string {
  const lines = steps.map((step) => `      - ${step}`).join('\n');
  const inputs = 'inputs: {word: {default: hello}, audience: {}}';
  return `name: Probe\non: {workflow_dispatch: {${inputs}}}\n${top}\njobs:\n  probe:\n    runs-on: ${on}\n${job}\n    steps:\n${lines}\n`;
}
const step = (what: string, more = '') => `{uses: ./, with: {do: ${what}, token: '${$('github.token')}'${more}}}`;

/** Puts a workflow on main and starts it as ann. */
function begin(given: Workflow, inputs: Record<string, string> = {}): void {
  const files = { '.github/workflows/probe.yml': workflow(given) };
  acme.acts.push({ repository: 'acme/gov', branch: 'main', by: 'ann', files });
  acme.acts.dispatch('acme/gov', 'ann', 'probe.yml', 'main', inputs);
}
async function ran(given: Workflow, inputs: Record<string, string> = {}): Promise<Ran> {
  begin(given, inputs);
  await actions.settled();
  const last = actions.runs.at(-1);
  if (last === undefined) throw new Error('nothing ran');
  return last;
}
const problems = ({ annotations }: Ran) => annotations.filter(({ level }) => level === 'error');
const claimsOf = (token = '') => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

describe('a run', () => {
  it('gives inputs to the Action, and takes outputs, summary and annotations from it', async () => {
    const tell = `{uses: ./, with: {do: tell, word: '${$('inputs.word')}', two words: '${$('github.actor')} & co'}}`;
    const told = await ran({ steps: [tell] }, { word: 'good morning' });
    expect(told).toMatchObject({
      conclusion: 'success',
      outputs: { said: 'good morning for ann & co', lines: 'one\ntwo' },
      summary: '# Told\n',
      annotations: [{ level: 'notice', message: 'all is well', title: 'told', file: 'README.md', line: 3 }],
    });
  });

  it('lets a step see what those before it put out, but for what the runner alone says', async () => {
    const hear = `{uses: acme/countersign@v1, with: {do: hear, said: '${$('steps.first.outputs.said')}'}}`;
    const { outputs } = await ran({ steps: ['{id: first, uses: ./, with: {do: tell, word: hi}}', hear] });
    const head = acme.world.repositories.get(9001)?.git.branch('main');
    expect(outputs.heard).toBe(`yes ${head} hi for`);
  });

  it('is told of: asked for, begun, its job checked, ended', async () => {
    await ran({ steps: [step('fail')], job: '    name: the probe' });
    const told = acme.outbox.deliveries.map(({ event, action }) => `${event} ${action}`);
    expect(told).toEqual([
      'workflow_run requested',
      'workflow_run in_progress',
      'check_run created',
      'check_run completed',
      'workflow_run completed',
    ]);
    const head = acme.world.repositories.get(9001)?.git.branch('main') ?? '';
    const { data } = await acme.bot().rest.checks.listForRef({ ...gov, ref: head });
    expect(data.check_runs).toMatchObject([{ name: 'the probe', conclusion: 'failure', app: { id: 15368 } }]);
  });

  it('fails with its step, and does no step after it', async () => {
    const failed = await ran({ steps: [step('fail'), step('tell')] });
    expect([failed.conclusion, failed.outputs]).toEqual(['failure', {}]);
    expect(problems(failed)).toMatchObject([{ message: 'it cannot be done' }]);
  });

  it('is cancelled when its time is over', async () => {
    await actions.close();
    actions = await startActions({ github: acme, sigstore, bundle, timeoutMs: 700 });
    const late = await ran({ steps: [step('linger')] });
    expect([late.conclusion, problems(late)[0]?.message]).toEqual([
      'cancelled',
      'The job has exceeded its maximum execution time',
    ]);
  });

  it('waits while Actions is paused, and is ended when Actions is closed', async () => {
    actions.paused = true;
    begin({ steps: [step('linger')] });
    await actions.settled();
    expect(actions.runs).toEqual([]);
    actions.paused = false;
    while (actions.runs.length === 0) await new Promise(setImmediate);
    await actions.close();
    expect(actions.runs[0]?.conclusion).toBe('cancelled');
  });
});

it('the Action is started with no words but those that the runner is given', async () => {
  expect((await ran({ steps: [step('environment')] })).outputs.args).toBe('');
  await actions.close();
  actions = await startActions({ github: acme, sigstore, bundle, args: ['--rehearsed', '{}'] });
  expect((await ran({ steps: [step('environment')] })).outputs.args).toBe('--rehearsed {}');
});

describe('runs of one concurrency group', () => {
  // "Control the concurrency of workflows and jobs": one goes on, one waits, a newer one cancels the one that waits.
  it('go one after the other, and of those that wait only the newest', async () => {
    const top = `run-name: ${$('inputs.word')}\nconcurrency: {group: 'probe ${$('inputs.audience')}', cancel-in-progress: false}`;
    actions.paused = true;
    for (const word of ['first', 'second', 'third']) begin({ steps: [step('tell')], top }, { word, audience: 'a' });
    begin({ steps: [step('tell')], top }, { word: 'aside', audience: 'b' });
    actions.paused = false;
    await actions.settled();
    const ended = actions.runs.map(({ title, conclusion }) => `${title} ${conclusion}`);
    expect(ended).toEqual(['first success', 'second cancelled', 'third success', 'aside success']);
    const told = acme.outbox.deliveries.flatMap(({ event, action, body }) =>
      event === 'workflow_run' ? [`${JSON.parse(body).workflow_run.display_title} ${action}`] : [],
    );
    expect(told.indexOf('third in_progress')).toBeGreaterThan(told.indexOf('first completed'));
    expect(told.indexOf('aside in_progress')).toBeLessThan(told.indexOf('first completed'));
    expect(told).not.toContain('second in_progress');
  });

  it('are pending until it is their turn', async () => {
    const given = { steps: [step('linger')], top: 'concurrency: one' };
    begin(given);
    begin(given);
    while (actions.runs.length < 2) await new Promise(setImmediate);
    const { data } = await acme.bot().rest.actions.listWorkflowRunsForRepo(gov);
    expect(data.workflow_runs.map(({ status }) => status)).toEqual(['pending', 'in_progress']);
  });
});

describe('what this runner does not do', () => {
  it.each<[string, Workflow, RegExp]>([
    ['a shell step', { steps: ['{run: echo hi}'] }, /`jobs\.probe\.steps\.0\.run`/],
    ['a condition', { steps: ['{if: always(), uses: ./}'] }, /`jobs\.probe\.steps\.0\.if`/],
    ['a matrix', { steps: [step('tell')], job: '    strategy: {}' }, /`jobs\.probe\.strategy`/],
    ['ending an older run', { steps: [], top: 'concurrency: {group: x, cancel-in-progress: true}' }, /`concurrency`/],
    ['an unknown permission', { steps: [], top: 'permissions: {secrets: read}' }, /`secrets`/],
    ['a function', { steps: [`{uses: ./, with: {do: "${$("format('tell')")}"}}`] }, /format/],
    ['an unknown context', { steps: [`{uses: ./, with: {do: '${$('matrix.x')}'}}`] }, /named-value: 'matrix'/],
    ['a name that is not known of GitHub', { steps: [`{uses: ./, with: {do: '${$('github.x')}'}}`] }, /`github\.x`/],
  ])('fails the run, which names it: %s', async (_, given, message) => {
    const failed = await ran(given);
    expect(failed.conclusion).toBe('failure');
    expect(problems(failed)).toMatchObject([{ message: expect.stringMatching(message) }]);
  });

  it('is somebody else’s Action, which is passed over with a word in the log', async () => {
    const { conclusion, log } = await ran({ steps: ['{uses: actions/checkout@v5}', step('tell')] });
    expect([conclusion, log]).toEqual(['success', expect.stringContaining('passed over')]);
    expect(log).toContain('actions/checkout@v5');
  });
});

describe('the environment of a step', () => {
  it('is what GitHub gives, and nothing of whoever runs the stand-in', async () => {
    process.env.COUNTERSIGN_SECRET = 'of the parent';
    const { outputs } = await ran({ steps: [step('environment')], top: `env: {MINE: '${$('github.ref')}', CI: no}` });
    delete process.env.COUNTERSIGN_SECRET;
    const env = JSON.parse(outputs.variables ?? '{}');
    const head = acme.world.repositories.get(9001)?.git.branch('main');
    expect(env).toMatchObject({
      ...{ CI: 'true', GITHUB_ACTIONS: 'true', MINE: 'refs/heads/main', GITHUB_ACTION: '__self', GITHUB_JOB: 'probe' },
      ...{ GITHUB_REPOSITORY: 'acme/gov', GITHUB_REPOSITORY_ID: '9001', GITHUB_REPOSITORY_OWNER: 'acme' },
      ...{ GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main', GITHUB_REF_TYPE: 'branch', GITHUB_SHA: head },
      ...{ GITHUB_ACTOR: 'ann', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_RUN_ATTEMPT: '1' },
      ...{ GITHUB_WORKFLOW: 'Probe', GITHUB_WORKFLOW_SHA: head, RUNNER_ENVIRONMENT: 'github-hosted' },
      GITHUB_WORKFLOW_REF: 'acme/gov/.github/workflows/probe.yml@refs/heads/main',
      GITHUB_SERVER_URL: acme.origin,
      GITHUB_API_URL: `${acme.origin}/api/v3`,
      GITHUB_GRAPHQL_URL: `${acme.origin}/api/graphql`,
    });
    const own = /^(CI|PATH|HOME|MINE|(GITHUB|RUNNER|INPUT)_.*)$/;
    expect(Object.keys(env).filter((name) => !own.test(name))).toEqual([]);
    expect(JSON.parse(outputs.folders ?? '')).toEqual([true, true]);
    expect(env.HOME).not.toBe(process.env.HOME);
    expect(JSON.parse(outputs.event ?? '')).toMatchObject({
      ...{ ref: 'refs/heads/main', inputs: { word: 'hello' }, workflow: '.github/workflows/probe.yml' },
      ...{ repository: { full_name: 'acme/gov' }, organization: { login: 'acme' }, sender: { login: 'ann' } },
    });
  });

  it('masks secrets in log and summary, as far as it knows them', async () => {
    const { log, summary, outputs } = await ran({ steps: [step('leak')] });
    expect(log).toContain('the token is ***');
    expect(log).toContain('the word is ***');
    expect(summary).toBe('token ***\n');
    expect(log + summary).not.toContain(outputs.token);
  });

  it('takes no command from what a step quotes, and none that runners have dropped', async () => {
    const run = await ran({ steps: [step('untrusted')] });
    expect(problems(run).map(({ message }) => message)).toEqual([expect.stringContaining('set-output')]);
    expect(run.log).toContain('::error::quoted');
  });
});

describe('the token of a job', () => {
  const reach = { steps: [step('reach')] };

  it('reaches its own repository as github-actions[bot], by the permissions that are listed and no others', async () => {
    acme.seed.repository({ owner: 'acme', name: 'other', id: 9002, branches: { main: { a: '1' } } });
    const { outputs } = await ran({ ...reach, top: 'permissions: {issues: write, contents: read}' });
    expect(outputs).toMatchObject({ issue: '201', pulls: '403', other: '404' });
    expect(outputs.heads).toContain('refs/heads/main');
    const { data: seen, errors } = JSON.parse(outputs.graphql ?? '{}');
    expect([seen.viewer.login, errors]).toMatchObject(['github-actions[bot]', [{ type: 'FORBIDDEN' }]]);
    const { data } = await acme.bot().rest.issues.listForRepo(gov);
    expect(data).toMatchObject([{ user: { login: 'github-actions[bot]', id: 41_898_282 } }]);
  });

  it('reads no git without `contents`, and reads it where a workflow lists nothing at all', async () => {
    const none = await ran({ ...reach, job: '    permissions: {issues: write}' });
    expect([none.conclusion, none.outputs.issue]).toEqual(['failure', '201']);
    const unsaid = await ran(reach);
    expect([unsaid.conclusion, unsaid.outputs.issue]).toEqual(['success', '403']);
  });

  it('ends with the job', async () => {
    const { outputs } = await ran({ steps: [step('leak')], top: 'permissions: {contents: read}' });
    const headers = { authorization: `Bearer ${outputs.token}` };
    expect((await fetch(`${acme.origin}/api/v3/repos/acme/gov`, { headers })).status).toBe(401);
  });
});

describe('identity tokens', () => {
  const identify = { steps: [step('identify', `, audience: '${$('inputs.audience')}'`)] };
  const allowed = { ...identify, top: 'permissions: {id-token: write}' };

  it('are for the audience that was asked for, and else for the owner', async () => {
    const { outputs } = await ran(allowed, { audience: 'https://vault.example' });
    expect(claimsOf(outputs.identity)).toMatchObject({
      ...{ iss: 'https://token.actions.githubusercontent.com', aud: 'https://vault.example' },
      ...{ sub: 'repo:acme/gov:ref:refs/heads/main', repository_id: '9001', event_name: 'workflow_dispatch' },
      job_workflow_ref: 'acme/gov/.github/workflows/probe.yml@refs/heads/main',
      runner_environment: 'github-hosted',
      run_id: String(actions.runs[0]?.id),
      actor: 'ann',
    });
    expect(claimsOf((await ran(allowed)).outputs.identity)).toMatchObject({ aud: 'https://github.com/acme' });
  });

  it('are not to be had without `id-token: write`', async () => {
    const refused = await ran({ ...identify, top: 'permissions: {contents: write}' });
    expect([refused.conclusion, refused.outputs]).toEqual(['failure', {}]);
  });

  it('get a certificate that names the workflow, the commit and the run', async () => {
    const { outputs, id } = await ran(allowed);
    const leaf = await certificate(Buffer.from(outputs.plainly ?? '', 'base64').toString());
    const named = 'https://github.com/acme/gov/.github/workflows/probe.yml@refs/heads/main';
    expect(leaf.subjectAltName).toBe(`URI:${named}`);
    const head = acme.world.repositories.get(9001)?.git.branch('main') ?? '';
    for (const text of [head, '9001', 'github-hosted', 'workflow_dispatch', `/actions/runs/${id}/attempts/1`])
      expect(leaf.raw.includes(text)).toBe(true);
  });

  it('say self-hosted of a machine that is, whatever its owner tells the job', async () => {
    actions.runner = 'self-hosted';
    actions.environment = { RUNNER_ENVIRONMENT: 'github-hosted' };
    const { outputs } = await ran({ ...allowed, steps: [step('environment'), ...allowed.steps] });
    expect(JSON.parse(outputs.variables ?? '{}').RUNNER_ENVIRONMENT).toBe('github-hosted');
    expect(claimsOf(outputs.identity).runner_environment).toBe('self-hosted');
  });

  it('say self-hosted where the job asks for such a machine', async () => {
    const { outputs } = await ran({ ...allowed, on: '[self-hosted, linux]' });
    expect(claimsOf(outputs.identity).runner_environment).toBe('self-hosted');
  });
});

async function certificate(oidcIdentityToken: string): Promise<X509Certificate> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const proof = sign('sha256', Buffer.from(String(claimsOf(oidcIdentityToken).sub)), keys.privateKey);
  const publicKey = { algorithm: 'ECDSA', content: keys.publicKey.export({ format: 'pem', type: 'spki' }) };
  const publicKeyRequest = { publicKey, proofOfPossession: proof.toString('base64') };
  const body = JSON.stringify({ credentials: { oidcIdentityToken }, publicKeyRequest });
  const answer = await fetch(`${sigstore.url}/api/v2/signingCert`, { method: 'POST', body });
  const { signedCertificateEmbeddedSct: made } = (await answer.json()) as Record<
    string,
    { chain: { certificates: string[] } }
  >;
  return new X509Certificate(made?.chain.certificates[0] ?? '');
}
