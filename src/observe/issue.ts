import { z } from 'zod';
import { ask, askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { CommentSeen, IssueSeen } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';

const comments = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    z.object({
      // A BigInt in GraphQL comes as text.
      fullDatabaseId: z.coerce.number().int().positive(),
      body: z.string(),
      createdAt: z.string(),
      lastEditedAt: z.string().nullable(),
      author: z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullable(),
    }),
  ),
});
const shape = z.object({
  repository: z.object({
    issue: z.object({ title: z.string(), body: z.string(), state: z.enum(['OPEN', 'CLOSED']), comments }).nullable(),
  }),
});
const QUERY = `query Issue($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { issue(number: $number) { title body state
    comments(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
      fullDatabaseId body createdAt lastEditedAt
      author { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } } } } } } }`;
const PAGES = 10;

/** What marks a comment as one that is worth a second question. */
const NAMES_A_COMMAND = '/countersign';

/** An issue with all its comments; null when there is none. Throws `Unanswered` on anything less than all of it. */
export async function readIssue(github: GitHub, place: Place, number: number): Promise<IssueSeen | null> {
  const found: CommentSeen[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const answer = await askGraphql(github, QUERY, { owner: place.owner, name: place.name, number, after });
    if (answer.errors.some(({ type, path }) => type === 'NOT_FOUND' && path?.join('.') === 'repository.issue'))
      return null;
    if (answer.errors[0]) throw new Unanswered(`#${number}: ${answer.errors[0].message}`, undefined, undefined);
    const { issue } = expectShape(shape, 'issue', answer.data).repository;
    if (issue === null) return null;
    for (const node of issue.comments.nodes) found.push(await commentSeen(github, place, node));
    const { hasNextPage, endCursor } = issue.comments.pageInfo;
    if (!hasNextPage)
      return { number, title: issue.title, body: issue.body, open: issue.state === 'OPEN', comments: found };
    after = endCursor;
  }
  throw new Unanswered(`#${number}: more than ${PAGES * 100} comments`, undefined, undefined);
}

type Node = z.infer<typeof comments>['nodes'][number];

async function commentSeen(github: GitHub, place: Place, node: Node): Promise<CommentSeen> {
  const { fullDatabaseId: id, body, createdAt, lastEditedAt, author } = node;
  return {
    id,
    author: { id: author?.databaseId ?? null, login: author?.login ?? 'ghost', type: author?.__typename ?? 'Deleted' },
    body,
    createdAt,
    edited: lastEditedAt !== null,
    viaApp: body.includes(NAMES_A_COMMAND) ? await isViaApp(github, place, id) : null,
  };
}

/** Only REST says so (GraphQL's `IssueComment` has no such field). */
async function isViaApp(github: GitHub, { owner, name }: Place, comment: number): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
  const answer = await ask(github, route, { owner, repo: name, comment_id: comment });
  const via = z.object({ performed_via_github_app: z.unknown() });
  const { performed_via_github_app: app } = expectShape(via, 'comment', answer.data);
  return app !== null;
}
