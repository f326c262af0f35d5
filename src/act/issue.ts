import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { markerLine } from '../report/markdown.ts';
import { compareInstants } from '../time/instant.ts';
import type { RepositoryPlace } from './place.ts';

/** By what an issue of ours is known again: its marker, who opened it, and, if known, since when it can be there. */
export interface IssueSearch extends RepositoryPlace {
  readonly creator: string;
  readonly since?: string;
}
export interface Issue {
  readonly number: number;
  readonly html_url: string;
}

const listed = z.array(
  z.object({ number: z.number(), html_url: z.string(), body: z.string().nullable(), created_at: z.string() }),
);

/**
 * Opens an issue once: it is looked for by its marker among those that this App opened, before and after one is
 * opened. Of two the lower number stays. `content` is asked for only when there is none yet.
 */
export async function openOnce(
  github: GitHub,
  search: IssueSearch,
  marker: string,
  content: () => { readonly title: string; readonly body: string },
): Promise<Issue> {
  const { owner, repo } = search;
  if ((await find(github, search, marker)).length === 0) {
    await ask(github, 'POST /repos/{owner}/{repo}/issues', { owner, repo, ...content() });
  }
  const [found, ...doubles] = await find(github, search, marker);
  if (found === undefined) throw new Error('the issue was opened and is not found');
  for (const { number } of doubles) await closeDouble(github, search, number);
  return found;
}

async function find(github: GitHub, search: IssueSearch, marker: string) {
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/issues', { ...search, state: 'all', per_page: 100 });
  const issues = expectShape(listed, 'issues', answer.data);
  const marked = issues.filter(({ body }) => body?.startsWith(markerLine(marker)));
  return marked.filter((issue) => isSince(issue, search.since)).sort((a, b) => a.number - b.number);
}

/**
 * Whether it was written no earlier than that. GitHub's own `since` goes by the last change: whoever may edit what we
 * once wrote can put the marker of something into it that we are only about to write.
 */
export function isSince({ created_at }: { readonly created_at: string }, since: string | undefined): boolean {
  return since === undefined || compareInstants(created_at, since) >= 0;
}

async function closeDouble(github: GitHub, { owner, repo }: RepositoryPlace, number: number): Promise<void> {
  const close = { owner, repo, issue_number: number, state: 'closed', state_reason: 'not_planned' };
  await ask(github, 'PATCH /repos/{owner}/{repo}/issues/{issue_number}', close);
}
