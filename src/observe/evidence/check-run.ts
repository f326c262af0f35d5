import { z } from 'zod';
import type { CheckRun } from '../../evidence/material.ts';
import { ask, expectShape, type GitHub } from '../../github/client.ts';
import { instant } from '../../time/instant.ts';

const run = z.object({
  id: z.int(),
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ id: z.int() }).nullable(),
  completed_at: instant.nullable(),
});
const repository = z.object({ id: z.int() });

/**
 * Asks for a check run ("Get a check run"), and for the id of its repository, which the run does not name. The id 0
 * stands for an App that is gone. Throws `Unanswered`.
 */
export async function readCheckRun(
  github: GitHub,
  { owner, name: repo, id: check_run_id }: { readonly owner: string; readonly name: string; readonly id: number },
): Promise<CheckRun> {
  const route = 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}';
  const { data } = await ask(github, route, { owner, repo, check_run_id });
  const { id, name, head_sha: headSha, status, conclusion, app, completed_at } = expectShape(run, 'a check run', data);
  const home = await ask(github, 'GET /repos/{owner}/{repo}', { owner, repo });
  const { id: repositoryId } = expectShape(repository, 'a repository', home.data);
  return { id, name, headSha, status, conclusion, appId: app?.id ?? 0, repositoryId, completedAt: completed_at };
}
