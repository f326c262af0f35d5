import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { Run } from '../plan/run.ts';

/** A workflow of a repository, as the REST API names it. */
export interface WorkflowPlace {
  readonly owner: string;
  readonly repo: string;
  /** The file's name in .github/workflows/. */
  readonly workflow_id: string;
}

const listing = z.object({
  workflow_runs: z.array(
    z.object({
      id: z.number(),
      display_title: z.string(),
      head_branch: z.string().nullable(),
      status: z.string().nullable(),
      conclusion: z.string().nullable(),
      html_url: z.string(),
      updated_at: z.string(),
    }),
  ),
});
const BRANCH = 'main';

/** The runs on main with this title, as far as they are among the hundred newest of the workflow. */
export async function runsTitled(github: GitHub, place: WorkflowPlace, title: string): Promise<readonly Run[]> {
  const query = { ...place, event: 'workflow_dispatch', branch: BRANCH, per_page: 100 };
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', query);
  const { workflow_runs: runs } = expectShape(listing, 'workflow runs', answer.data);
  return runs
    .filter(({ display_title, head_branch }) => display_title === title && head_branch === BRANCH)
    .map(({ id, html_url, status, conclusion, updated_at }) => {
      return { id, url: html_url, status: status ?? 'unknown', conclusion, changedAt: updated_at };
    });
}

/** Asks for a run that seals this intent. GitHub takes note and answers; the run is listed some seconds later. */
export async function askForRun(github: GitHub, place: WorkflowPlace, intent: number): Promise<void> {
  const dispatch = { ...place, ref: BRANCH, inputs: { intent: String(intent) } };
  await ask(github, 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', dispatch);
}
