import { z } from 'zod';
import { askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { CommentSeen } from '../verify/observation.ts';
import type { IssueSeen } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';
import { COMMENTS, commentSeen, commentsShape } from './comment.ts';

const shape = z.object({
  repository: z.object({
    issue: z
      .object({ title: z.string(), body: z.string(), state: z.enum(['OPEN', 'CLOSED']), comments: commentsShape })
      .nullable(),
  }),
});
const QUERY = `query Issue($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { issue(number: $number) { title body state
    comments(first: 100, after: $after) { ${COMMENTS} } } } }`;
const PAGES = 10;

/** What marks a comment as one that is worth a second question. */
const NAMES_A_COMMAND = '/countersign';

/**
 * An issue with all its comments; null when there is none. Comments that were answered are not asked how they were
 * written. Throws `Unanswered` on anything less than all of it.
 */
export async function readIssue(
  github: GitHub,
  place: Place,
  number: number,
  answered: { has(comment: number): boolean } = new Set(),
): Promise<IssueSeen | null> {
  const found: CommentSeen[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const answer = await askGraphql(github, QUERY, { owner: place.owner, name: place.name, number, after });
    if (answer.errors.some(({ type, path }) => type === 'NOT_FOUND' && path?.join('.') === 'repository.issue'))
      return null;
    if (answer.errors[0]) throw new Unanswered(`#${number}: ${answer.errors[0].message}`, undefined, undefined);
    const { issue } = expectShape(shape, 'issue', answer.data).repository;
    if (issue === null) return null;
    for (const node of issue.comments.nodes) {
      const asksHow =
        node.body.includes(NAMES_A_COMMAND) && !node.viewerDidAuthor && !answered.has(node.fullDatabaseId);
      found.push(await commentSeen(github, place, node, asksHow));
    }
    const { hasNextPage, endCursor } = issue.comments.pageInfo;
    if (!hasNextPage)
      return { number, title: issue.title, body: issue.body, open: issue.state === 'OPEN', comments: found };
    after = endCursor;
  }
  throw new Unanswered(`#${number}: more than ${PAGES * 100} comments`, undefined, undefined);
}
