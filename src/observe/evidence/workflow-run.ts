import { z } from 'zod';
import type { WorkflowRun } from '../../evidence/material.ts';
import { ask, expectShape, type GitHub } from '../../github/client.ts';

const run = z.object({
  id: z.int(),
  path: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
  event: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  repository: z.object({ id: z.int() }),
  run_attempt: z.int(),
});

/** GitHub's answer to "Get a workflow run". */
export function workflowRunIn(answer: unknown): WorkflowRun {
  const { id, path, event, status, conclusion, ...rest } = expectShape(run, 'a workflow run', answer);
  const { head_sha: headSha, head_branch: headBranch, repository, run_attempt: attempt } = rest;
  return { id, path, headSha, headBranch, event, status, conclusion, repositoryId: repository.id, attempt };
}

/** Asks for a workflow run, in its latest attempt. Throws `Unanswered`. */
export async function readWorkflowRun(
  github: GitHub,
  { owner, name, id }: { readonly owner: string; readonly name: string; readonly id: number },
): Promise<WorkflowRun> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  return workflowRunIn((await ask(github, route, { owner, repo: name, run_id: id })).data);
}
