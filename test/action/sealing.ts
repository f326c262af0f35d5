import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/action/outcome.ts';
import { seal } from '../../src/action/seal.ts';
import { PLACES, rerouted } from '../../src/rehearse/stage/evidence.ts';
import { Stage } from '../../src/rehearse/stage/stage.ts';
import { playStep } from '../../src/rehearse/steps.ts';
import type { WorldPart } from '../../src/rehearse/world.ts';
import { installedApp } from '../../src/standin/github/named.ts';
import { issueJobToken } from '../../src/standin/github/server/tokens.ts';
import { type Job, jobIdentity } from '../../src/standin/sigstore/actions-token.ts';
import { playOn } from '../rehearse/play.ts';

export const WORKFLOW_REF = 'acme/governance/.github/workflows/seal.yml@refs/heads/main';

/** A world in which a seal is intended and approved, the bot has gone, and no run has begun. */
export async function intended(world: WorldPart = {}, prepare?: (stage: Stage) => void): Promise<Stage> {
  const stage = await Stage.begin({ start: '2026-11-22T09:00:00Z', world: { sealing: 'workflow', ...world } });
  prepare?.(stage);
  await act(
    stage,
    { actions: { paused: true } },
    { open: { pull: 'ask', by: 'packet-agent' } },
    { review: { pull: 'ask', by: 'ann', state: 'approve' } },
    { review: { pull: 'ask', by: 'ben', state: 'approve' } },
    { stop: 'first' },
  );
  return stage;
}

export async function act(stage: Stage, ...steps: object[]): Promise<void> {
  const play = playOn(stage);
  for (const step of steps) {
    await stage.pass(1000);
    await playStep(play, step);
    await stage.settle();
  }
}

/** The number of the newest intent. */
function intentIn(stage: Stage): number {
  return stage.record.entries.findLast(({ kind }) => kind === 'intent')?.number ?? -1;
}

/** What seal.yml asks for. */
const PERMISSIONS = {
  contents: 'read',
  pull_requests: 'read',
  checks: 'read',
  actions: 'read',
  attestations: 'write',
} as const;

export interface Otherwise {
  readonly intent?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Of the identity token. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Runs the command as a job of the sealing workflow would, but for what is otherwise. */
export function run(
  stage: Stage,
  { intent = intentIn(stage), env = {}, claims = {} }: Otherwise = {},
): Promise<Outcome> {
  const { github, repository, sigstore } = stage;
  const app = installedApp(github.world, 'github-actions', repository);
  const token = issueJobToken(github.world, { ...app, permissions: PERMISSIONS });
  const job: Job = {
    repository: stage.governance,
    repositoryId: repository.id,
    ownerId: repository.owner,
    visibility: 'private',
    ref: 'refs/heads/main',
    sha: repository.git.branch('main') ?? '',
    workflow: { name: 'seal', path: '.github/workflows/seal.yml' },
    event: 'workflow_dispatch',
    actor: { login: 'countersign[bot]', id: 1 },
    run: { id: 1, number: 1, attempt: 1 },
    runner: 'github-hosted',
  };
  return seal(
    { intent: String(intent), token },
    {
      env: {
        GITHUB_EVENT_NAME: 'workflow_dispatch',
        GITHUB_REF: 'refs/heads/main',
        GITHUB_REPOSITORY: stage.governance,
        GITHUB_REPOSITORY_ID: String(repository.id),
        GITHUB_WORKFLOW_REF: WORKFLOW_REF,
        GITHUB_SERVER_URL: github.origin,
        GITHUB_API_URL: `${github.origin}/api/v3`,
        GITHUB_GRAPHQL_URL: `${github.origin}/api/graphql`,
        RUNNER_ENVIRONMENT: 'github-hosted',
        RUNNER_TEMP: mkdtempSync(join(stage.dir, 'temp-')),
        ...env,
      },
      args: [JSON.stringify({ ...PLACES, reroute: rerouted(stage.reference.rules.evidence, github, stage.files) })],
      idToken: async (audience) => sigstore.issueToken({ ...jobIdentity(job), audience, ...claims }),
    },
  );
}
