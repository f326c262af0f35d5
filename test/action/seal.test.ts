import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AUDIENCE, requireClaims } from '../../src/action/seal/claims.ts';
import type { Stage } from '../../src/rehearse/stage/stage.ts';
import { teamNamed } from '../../src/standin/github/named.ts';
import { act, intended, type Otherwise, run, WORKFLOW_REF } from './sealing.ts';

/** The reason why it ended, and that nothing was signed. */
async function refusal(stage: Stage, otherwise?: Otherwise): Promise<string> {
  const { exit, lines } = await run(stage, otherwise);
  expect({ exit, asked: stage.sigstore.requests.length, left: stage.repository.attestations.length }).toEqual({
    exit: 1,
    asked: 0,
    left: 0,
  });
  return lines[0] ?? '';
}

describe('an open intent', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await intended();
  });
  afterAll(() => stage.close());

  it.each<[what: string, env: Record<string, string>]>([
    ['a push', { GITHUB_EVENT_NAME: 'push' }],
    ['another branch', { GITHUB_REF: 'refs/heads/feature' }],
    ['a pull request', { GITHUB_REF: 'refs/pull/7/merge' }],
    ['a machine of somebody else', { RUNNER_ENVIRONMENT: 'self-hosted' }],
    ['another workflow', { GITHUB_WORKFLOW_REF: WORKFLOW_REF.replace('seal', 'test') }],
    ['another repository', { GITHUB_REPOSITORY_ID: '9002' }],
  ])('is not sealed by %s', async (_, env) => {
    expect(await refusal(stage, { env })).toMatch(/^attestation-identity-mismatch: /);
  });

  it('is not sealed where the runner does not say where it is', async () => {
    await expect(run(stage, { env: { GITHUB_REPOSITORY: '' } })).rejects.toThrow('GITHUB_REPOSITORY');
  });

  it('is not sealed with an identity token that says otherwise than the runner', async () => {
    expect(await refusal(stage, { claims: { ref: 'refs/heads/feature' } })).toBe(
      'attestation-identity-mismatch: expected ref `refs/heads/main`, seen `refs/heads/feature`',
    );
  });

  it('is the one that is named, and no other entry', async () => {
    for (const intent of [0, 9, 99]) expect(await refusal(stage, { intent })).toMatch(/^event-rejected: /);
  });

  it('is not sealed while GitHub, the evidence or Sigstore cannot be asked: that decides nothing', async () => {
    stage.files.down = true;
    await expect(run(stage)).rejects.toThrow('it cannot be judged now');
    stage.files.down = false;
    stage.github.faults.add({ match: { operation: 'Look' }, harm: { kind: 'answer', status: 502 }, skip: 0, times: 1 });
    await expect(run(stage)).rejects.toThrow('502');
    stage.sigstore.faults.set('fulcio', 'down');
    await expect(run(stage)).rejects.toMatchObject({ code: 'signing-unavailable' });
    stage.sigstore.faults.clear();
    expect(stage.repository.attestations).toEqual([]);
  });

  it('is sealed once everything is right, and left where the bot looks', async () => {
    const { exit, outputs } = await run(stage);
    const [left] = stage.repository.attestations;
    expect({ exit, outputs }).toMatchObject({ exit: 0, outputs: { 'attestation-id': String(left?.id) } });
    expect(left?.subjects).toContain(outputs?.digest);
    await act(stage, { start: 'first' });
    expect(stage.record.entries.map(({ kind }) => kind)).toContain('released');
  });
});

describe('an intent that nothing supports any more', () => {
  const POLICY = 'policies/councils/enterprise.yaml';

  it.each<[what: string, step: object, reason: RegExp]>([
    [
      'the head moved',
      { push: { pull: 'ask', by: 'packet-agent', files: { 'rationale.md': 'new\n' } } },
      /^packet-superseded: /,
    ],
    ['somebody pushed other rules', { override: { [POLICY]: { owner_approvals: 2 } } }, /^protection-drift: .* main: /],
    [
      'policy names no workflow',
      { override: { 'policies/seal.yaml': { workflow: null, signing_config: null } } },
      /^att/,
    ],
    ['its time is over', { wait: 'PT16M' }, /^event-rejected: .* over at /],
  ])('is not sealed: %s', async (_, step, reason) => {
    const stage = await intended();
    try {
      await act(stage, step);
      expect(await refusal(stage)).toMatch(reason);
    } finally {
      await stage.close();
    }
  });
});

it('is not hindered by teams that own what is no packet, although its token cannot see them', async () => {
  const codeowners =
    '* @ann @gus\n/.github/ @acme/release-integrity\n/packets/ @ann @ben @gus\n/decisions/ @cyd @dan\n';
  const stage = await intended({ files: { '.github/CODEOWNERS': codeowners } }, ({ github, repository }) => {
    repository.teams.set(teamNamed(github.world, 'acme/release-integrity').id, 'write');
  });
  try {
    expect(await run(stage)).toMatchObject({ exit: 0 });
  } finally {
    await stage.close();
  }
});

it('a seal that does not verify by the rules is left nowhere', async () => {
  // A log is demanded, and this Sigstore has none.
  const stage = await intended({ files: { 'policies/seal.yaml': { profile: 'public' } } });
  try {
    const { exit, lines } = await run(stage);
    expect({ exit, lines, left: stage.repository.attestations }).toMatchObject({
      exit: 1,
      lines: [expect.stringMatching(/^attestation-invalid: /), expect.any(String)],
      left: [],
    });
  } finally {
    await stage.close();
  }
});

describe('an identity token', () => {
  const policy = {
    schema: 'governance.v1.SealPolicy',
    profile: 'private',
    identity: `https://github.com/${WORKFLOW_REF}`,
    issuer: 'https://token.actions.githubusercontent.com',
    trusted_root: 'trusted-root.json',
    workflow: { file: 'seal.yml', repository: 9001 },
    signing_config: 'signing-config.json',
  } as const;
  const claims = {
    iss: policy.issuer,
    aud: AUDIENCE,
    event_name: 'workflow_dispatch',
    ref: 'refs/heads/main',
    workflow_ref: WORKFLOW_REF,
    job_workflow_ref: WORKFLOW_REF,
    repository_id: '9001',
    runner_environment: 'github-hosted',
  };
  const tokenOf = (said: unknown) => `e30.${Buffer.from(JSON.stringify(said)).toString('base64url')}.c2ln`;
  const check = (token: string) => () => requireClaims(token, policy, WORKFLOW_REF);

  it('passes with exactly these claims, whatever stands beside them', () => {
    expect(check(tokenOf({ ...claims, actor: 'mallory' }))).not.toThrow();
  });

  it.each(Object.keys(claims))('is refused where `%s` is another, missing, or no text', (name) => {
    for (const value of ['other', undefined, 9001, [Reflect.get(claims, name)]])
      expect(check(tokenOf({ ...claims, [name]: value }))).toThrow('attestation-identity-mismatch');
  });

  it.each([
    '',
    'no.jwt',
    tokenOf([]),
    tokenOf(null),
    'a.e30=.b',
    `a.${Buffer.from('{"aud":1,"aud":2}').toString('base64url')}.b`,
  ])('is refused when it is none: %s', (token) => {
    expect(check(token)).toThrow('attestation-identity-mismatch');
  });
});
