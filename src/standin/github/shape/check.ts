import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { app } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Annotation, CheckRun, CheckSuite, Repository, World } from '../world.ts';
import { integration } from './app.ts';
import { commitObject, simpleCommit } from './commit.ts';
import { apiUrl, htmlUrl, minimalRepository } from './repository.ts';

type Schemas = components['schemas'];

export function checkRunShape(world: World, repository: Repository, run: CheckRun): Schemas['check-run'] {
  const url = `${apiUrl(world, repository)}/check-runs/${run.id}`;
  const { title, summary, text, annotations } = run.output;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CheckRun', repository.id, run.id),
    head_sha: run.headSha,
    external_id: run.externalId,
    url,
    html_url: `${htmlUrl(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl,
    status: run.status,
    // GitHub's description leaves out `stale`, which only GitHub itself sets.
    conclusion: run.conclusion === 'stale' ? 'neutral' : run.conclusion,
    started_at: iso(run.startedAt),
    completed_at: run.completedAt === null ? null : iso(run.completedAt),
    output: { title, summary, text, annotations_count: annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suite },
    app: integration(world, app(world, run.app)),
    pull_requests: pullsAt(world, repository, run.headSha),
  };
}

export function checkSuiteShape(world: World, repository: Repository, suite: CheckSuite): Schemas['check-suite'] {
  const url = `${apiUrl(world, repository)}/check-suites/${suite.id}`;
  const runs = repository.runs.filter((run) => run.suite === suite.id);
  const commit = commitObject(repository, suite.headSha);
  const { status, conclusion } = suiteState(runs);
  return {
    id: suite.id,
    node_id: nodeId('CheckSuite', repository.id, suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status,
    conclusion,
    url,
    before: commit.parents[0] ?? null,
    after: suite.headSha,
    pull_requests: pullsAt(world, repository, suite.headSha),
    app: integration(world, app(world, suite.app)),
    repository: minimalRepository(world, repository),
    created_at: iso(suite.createdAt),
    updated_at: iso(suite.createdAt),
    head_commit: simpleCommit(repository, suite.headSha),
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
  };
}

/** The worst of the runs; a suite without runs waits. */
export function suiteState(runs: readonly CheckRun[]) {
  if (runs.length === 0) return { status: 'queued', conclusion: null } as const;
  if (runs.some((run) => run.status !== 'completed')) return { status: 'in_progress', conclusion: null } as const;
  const worst = (['failure', 'timed_out', 'cancelled', 'action_required', 'stale'] as const).find((conclusion) =>
    runs.some((run) => run.conclusion === conclusion),
  );
  return { status: 'completed', conclusion: worst ?? 'success' } as const;
}

export function annotationShape(
  world: World,
  repository: Repository,
  run: CheckRun,
  annotation: Annotation,
): Schemas['check-annotation'] {
  return { ...annotation, blob_href: `${htmlUrl(world, repository)}/blob/${run.headSha}/${annotation.path}` };
}

/** Open pull requests of this repository's own branches at the sha; those of forks are never listed. */
export function pullsAt(world: World, repository: Repository, sha: string): Schemas['pull-request-minimal'][] {
  const repo = { id: repository.id, url: apiUrl(world, repository), name: repository.name };
  return [...repository.pulls.values()]
    .filter((pull) => pull.head.sha === sha && pull.head.repository === repository.id && pull.state === 'open')
    .map((pull) => ({
      id: pull.pullId,
      number: pull.number,
      url: `${apiUrl(world, repository)}/pulls/${pull.number}`,
      head: { ref: pull.head.ref, sha: pull.head.sha, repo },
      base: { ref: pull.base.ref, sha: pull.base.sha, repo },
    }));
}
