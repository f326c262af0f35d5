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

/** GitHub's answer to "Get a check run", in a repository with this id. The id 0 stands for an App that is gone. */
export function checkRunIn(answer: unknown, repositoryId: number): CheckRun {
  const { id, name, head_sha, status, conclusion, app, completed_at } = expectShape(run, 'a check run', answer);
  return {
    id,
    name,
    headSha: head_sha,
    status,
    conclusion,
    appId: app?.id ?? 0,
    repositoryId,
    completedAt: completed_at,
  };
}

/** Asks for a check run, and for the id of its repository, which the run does not name. Throws `Unanswered`. */
export async function readCheckRun(
  github: GitHub,
  { owner, name, id }: { readonly owner: string; readonly name: string; readonly id: number },
): Promise<CheckRun> {
  const place = { owner, repo: name };
  const { data } = await ask(github, 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...place,
    check_run_id: id,
  });
  const home = await ask(github, 'GET /repos/{owner}/{repo}', place);
  return checkRunIn(data, expectShape(repository, 'a repository', home.data).id);
}
