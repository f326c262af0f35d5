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

/** Asks for a workflow run ("Get a workflow run"), in its latest attempt. Throws `Unanswered`. */
export async function readWorkflowRun(
  github: GitHub,
  { owner, name: repo, id: run_id }: { readonly owner: string; readonly name: string; readonly id: number },
): Promise<WorkflowRun> {
  const { data } = await ask(github, 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', { owner, repo, run_id });
  const { id, path, event, status, conclusion, ...rest } = expectShape(run, 'a workflow run', data);
  const { head_sha: headSha, head_branch: headBranch, repository, run_attempt: attempt } = rest;
  return { id, path, headSha, headBranch, event, status, conclusion, repositoryId: repository.id, attempt };
}
