import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { isSince } from './issue.ts';
import type { RepositoryPlace } from './place.ts';

/** By what a comment of ours is known again: where, who wrote it, and, if known, since when it can be there. */
export interface CommentSearch extends RepositoryPlace {
  /** The number of the issue or pull request. */
  readonly issue: number;
  readonly creator: string;
  readonly since?: string;
}

/**
 * Comments once: the comment is looked for by how it begins, the marker, among those that this App wrote, before and
 * after one is written. Of two the first stays.
 */
export async function commentOnce(github: GitHub, search: CommentSearch, marker: string, body: string): Promise<void> {
  const isIt = (text: string) => text.startsWith(marker);
  if ((await findComments(github, search, isIt)).length === 0) await postOne(github, search, body, isIt);
}

/** Writes a comment that was not found. Another process may have done so at the same time; who looks last sees both. */
export async function postOne(
  github: GitHub,
  search: CommentSearch,
  body: string,
  isIt: (body: string) => boolean,
): Promise<void> {
  const { owner, repo, issue } = search;
  await ask(github, 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    owner,
    repo,
    issue_number: issue,
    body,
  });
  const [, ...doubles] = await findComments(github, search, isIt);
  for (const double of doubles) await deleteComment(github, search, double);
}

export async function deleteComment(github: GitHub, { owner, repo }: RepositoryPlace, id: number): Promise<void> {
  await ask(github, 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { owner, repo, comment_id: id });
}

const PAGE = 100;
const MOST_PAGES = 30;
const listing = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullable(),
    created_at: z.string(),
  }),
);

/** The ids of our comments that are what is looked for, the first first. */
export async function findComments(
  github: GitHub,
  { creator, issue, since, ...place }: CommentSearch,
  isIt: (body: string) => boolean,
): Promise<number[]> {
  const found: number[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const query = { ...place, issue_number: issue, ...(since && { since }), per_page: PAGE, page };
    const answer = await ask(github, 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments', query);
    const listed = expectShape(listing, 'comments', answer.data);
    const ours = listed.filter(({ user, body }) => user?.login === creator && isIt(body ?? ''));
    found.push(...ours.filter((comment) => isSince(comment, since)).map(({ id }) => id));
    if (listed.length < PAGE) break;
  }
  return found.sort((a, b) => a - b);
}
