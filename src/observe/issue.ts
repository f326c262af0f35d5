import { z } from 'zod';
import { commandsIn } from '../command/commands.ts';
import { askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { CommentSeen } from '../verify/observation/discussion.ts';
import type { IssueSeen } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';
import { COMMENTS, type CommentNode, commentSeen, commentsShape } from './comment.ts';

const shape = z.object({
  repository: z.object({
    issue: z
      .object({ title: z.string(), body: z.string(), state: z.enum(['OPEN', 'CLOSED']), comments: commentsShape })
      .nullable(),
  }),
});
const QUERY = `query Issue($owner: String!, $name: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $name) { issue(number: $number) { title body state
    comments(last: 100, before: $before) { ${COMMENTS} } } } }`;
/** Older comments than so many pages hold are not read: who wants to be heard writes again, and nobody can be drowned. */
const PAGES = 10;

/** What is known already of comments, so that it is not asked again: which were answered, and how they were written. */
interface Known {
  readonly answered?: { has(comment: number): boolean };
  readonly viaApp?: Map<number, boolean>;
}

/**
 * An issue with its newest comments, the oldest of them first; null when there is none. Comments that were answered are
 * not asked how they were written. Throws `Unanswered` where GitHub leaves something out.
 */
export async function readIssue(
  github: GitHub,
  place: Place,
  number: number,
  known: Known = {},
): Promise<IssueSeen | null> {
  const found: CommentSeen[] = [];
  let before: string | null = null;
  for (let page = 0; ; page++) {
    const answer = await askGraphql(github, QUERY, { owner: place.owner, name: place.name, number, before });
    if (answer.errors.some(({ type, path }) => type === 'NOT_FOUND' && path?.join('.') === 'repository.issue'))
      return null;
    if (answer.errors[0]) throw new Unanswered(`#${number}: ${answer.errors[0].message}`);
    const { issue } = expectShape(shape, 'issue', answer.data).repository;
    if (issue === null) return null;
    const seen: CommentSeen[] = [];
    for (const node of issue.comments.nodes) seen.push(await commentOn(github, place, node, known));
    found.unshift(...seen);
    const { hasPreviousPage, startCursor } = issue.comments.pageInfo;
    if (!hasPreviousPage || page + 1 === PAGES)
      return { number, title: issue.title, body: issue.body, open: issue.state === 'OPEN', comments: found };
    before = startCursor;
  }
}

async function commentOn(github: GitHub, place: Place, node: CommentNode, known: Known): Promise<CommentSeen> {
  const { fullDatabaseId: id, viewerDidAuthor: own } = node;
  const asks = commandsIn(node.body).length > 0 && !own && !known.answered?.has(id);
  const before = known.viaApp?.get(id);
  if (before !== undefined) return { ...(await commentSeen(github, place, node, false)), viaApp: before };
  const seen = await commentSeen(github, place, node, asks);
  if (seen.viaApp !== null) known.viaApp?.set(id, seen.viaApp);
  return seen;
}
