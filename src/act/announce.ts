import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { isSince } from './issue.ts';
import type { RepositoryPlace } from './place.ts';

const listed = z.array(
  z.object({
    id: z.number(),
    body: z.string().optional(),
    user: z.object({ login: z.string() }),
    created_at: z.string(),
  }),
);
const PAGE = 100;
const MOST_PAGES = 30;

/** A delivered issue, by whom its comment is, and since when it can be there. */
export interface Announcing extends RepositoryPlace {
  readonly issue: number;
  readonly creator: string;
  readonly since: string;
}

/**
 * Comments once on an issue: the comment is looked for by its first line among those of this App, before and after one
 * is written. Of two that were written at once the first stays.
 */
export async function announce(github: GitHub, where: Announcing, marker: string, body: string): Promise<void> {
  const { owner, repo, issue: issue_number } = where;
  if ((await find(github, where, marker)).length === 0)
    await ask(github, 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { owner, repo, issue_number, body });
  const [, ...doubles] = await find(github, where, marker);
  for (const comment_id of doubles)
    await ask(github, 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id });
}

/** The ids of the comments with this first line, oldest first. */
async function find(github: GitHub, where: Announcing, marker: string): Promise<number[]> {
  const { owner, repo, issue: issue_number, creator, since } = where;
  const found: number[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = { owner, repo, issue_number, since, per_page: PAGE, page };
    const answer = await ask(github, 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments', query);
    const comments = expectShape(listed, 'comments', answer.data);
    const own = comments.filter(({ body, user }) => user?.login === creator && body?.startsWith(marker));
    found.push(...own.filter((comment) => isSince(comment, since)).map(({ id }) => id));
    if (comments.length < PAGE) break;
  }
  return found.sort((a, b) => a - b);
}
