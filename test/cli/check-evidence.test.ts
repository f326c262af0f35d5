import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../../src/digest/digest.ts';
import { checkout, newFolder, packetIn, ROOT, ran } from './ran.ts';

describe('`check` with --evidence', () => {
  const RUN = 'https://api.github.com/repos/acme/payments/actions/runs/7';
  const answer = {
    ...{ id: 7, path: '.github/workflows/ci.yml', head_sha: 'c'.repeat(40), head_branch: 'main', event: 'push' },
    ...{ status: 'completed', conclusion: 'success', repository: { id: 8101 }, run_attempt: 1 },
  };
  const checksum = digestOf({
    ...{ id: 7, path: answer.path, headSha: answer.head_sha, headBranch: 'main', event: 'push' },
    ...{ status: 'completed', conclusion: 'success', repositoryId: 8101, attempt: 1 },
  });
  const subjects = [`gitCommit:${answer.head_sha}`];
  const policy = readFileSync(join(ROOT, 'policies/councils/release-integrity.yaml'), 'utf8');
  const policies = () =>
    checkout({
      'policies/councils/release-integrity.yaml': policy.replace(
        /required_evidence: .*/,
        'required_evidence: [test-result]',
      ),
    });
  const cites = (uri: string) =>
    packetIn(newFolder(), { evidence: [{ kind: 'test-result', uri, checksum, subjects }] });
  const check = (uri: string) => ran('check', '--evidence', '--policies', policies(), cites(uri));

  // nock takes over the process's HTTP; the other tests of this process talk to real servers.
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
  });
  afterEach(() => nock.cleanAll());
  afterAll(() => nock.restore());

  it('the digest of the terms is known, since what is cited was read and proves it', async () => {
    nock('https://api.github.com').get('/repos/acme/payments/actions/runs/7').reply(200, answer);
    const { exit, out } = await check(RUN);
    expect([exit, out]).toEqual([0, expect.stringMatching(/^terms sha256:[0-9a-f]{64}$/m)]);
    expect(out).toMatch(/^ {2}evidence state +sha256:/m);
  });

  it('evidence that proves nothing holds', async () => {
    nock('https://api.github.com')
      .get('/repos/acme/payments/actions/runs/7')
      .reply(200, { ...answer, conclusion: 'failure' });
    const { exit, out } = await check(RUN);
    expect([exit, out]).toEqual([1, expect.stringContaining('attestation-invalid: ')]);
    expect((await check('https://elsewhere.example/x.json')).exit).toBe(1);
  });

  it('what cannot be read is never fine: it ends with 3', async () => {
    nock('https://api.github.com').get('/repos/acme/payments/actions/runs/7').reply(503, {});
    const { exit, out } = await check(RUN);
    expect([exit, out]).toEqual([3, expect.stringContaining('upstream-unavailable (undecided): ')]);
  });

  it('nothing is asked without it', async () => {
    const scope = nock('https://api.github.com').get('/repos/acme/payments/actions/runs/7').reply(200, answer);
    expect((await ran('check', '--policies', policies(), cites(RUN))).exit).toBe(0);
    expect(scope.isDone()).toBe(false);
  });

  it('and an address of the API that is none it ends with 2', async () => {
    expect(await ran('check', '--evidence', '--api', 'http://127.0.0.1', cites(RUN))).toMatchObject({
      exit: 2,
      out: '',
    });
  });
});
