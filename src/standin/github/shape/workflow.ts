import type { components } from '@octokit/openapi-types';
import { iso } from '../clock.ts';
import { nodeId } from '../graphql/node-id.ts';
import type { Repository, WorkflowRun, World } from '../world.ts';
import { pullsAt } from './check.ts';
import { simpleCommit } from './commit.ts';
import { apiUrl, htmlUrl, minimalRepository } from './repository.ts';
import { simpleUser } from './user.ts';

type Schemas = components['schemas'];

/** A run as REST and the webhook `workflow_run` show it. */
export function workflowRunShape(world: World, repository: Repository, run: WorkflowRun): Schemas['workflow-run'] {
  const api = apiUrl(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  const actor = simpleUser(world, run.actor);
  const within = minimalRepository(world, repository);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', repository.id, run.id),
    check_suite_id: run.suite,
    check_suite_node_id: nodeId('CheckSuite', repository.id, run.suite),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.title,
    run_number: run.number,
    run_attempt: run.attempt,
    referenced_workflows: [],
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}`,
    pull_requests: pullsAt(world, repository, run.headSha),
    created_at: iso(run.createdAt),
    updated_at: iso(run.updatedAt),
    run_started_at: iso(run.startedAt),
    actor,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${api}/actions/workflows/${run.workflow.id}`,
    head_commit: simpleCommit(repository, run.headSha),
    repository: within,
    head_repository: within,
    head_repository_id: repository.id,
  };
}

export function workflowShape(world: World, repository: Repository, run: WorkflowRun): Schemas['workflow'] {
  const { id, path, createdAt } = run.workflow;
  const html = htmlUrl(world, repository);
  return {
    id,
    node_id: nodeId('Workflow', repository.id, id),
    name: run.name,
    path,
    state: 'active',
    created_at: iso(createdAt),
    updated_at: iso(createdAt),
    url: `${apiUrl(world, repository)}/actions/workflows/${id}`,
    html_url: `${html}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${html}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
  };
}
