import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { CommentSeen } from '../verify/observation/discussion.ts';
import { ACTOR, actorSeen, actorShape } from './actor.ts';
import type { Place } from './blob.ts';

/** A page of comments, in the order in which they were written: what GraphQL is asked for. */
export const COMMENTS = `pageInfo { hasNextPage endCursor hasPreviousPage startCursor } nodes {
      fullDatabaseId body createdAt lastEditedAt viewerDidAuthor editor { __typename login }
      author { ${ACTOR} } }`;

export const commentsShape = z.object({
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    endCursor: z.string().nullable(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
  }),
  nodes: z.array(
    z.object({
      // A BigInt in GraphQL comes as text.
      fullDatabaseId: z.coerce.number().int().positive(),
      body: z.string(),
      createdAt: z.string(),
      lastEditedAt: z.string().nullable(),
      viewerDidAuthor: z.boolean(),
      editor: z.object({ __typename: z.string(), login: z.string() }).nullable(),
      author: actorShape,
    }),
  ),
});
export type Comments = z.infer<typeof commentsShape>;
export type CommentNode = Comments['nodes'][number];

/** A comment in our words. Throws `Unanswered` where it is asked how it was written, and GitHub does not say. */
export async function commentSeen(
  github: GitHub,
  place: Place,
  { fullDatabaseId: id, body, createdAt, lastEditedAt, author, viewerDidAuthor: own }: CommentNode,
  asksHow: boolean,
): Promise<CommentSeen> {
  return {
    id,
    own,
    author: actorSeen(author),
    body,
    createdAt,
    edited: lastEditedAt !== null,
    viaApp: asksHow ? await isViaApp(github, place, id) : null,
  };
}

/** Only REST says so (GraphQL's `IssueComment` has no such field). */
async function isViaApp(github: GitHub, { owner, name }: Place, comment: number): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
  const answer = await ask(github, route, { owner, repo: name, comment_id: comment });
  // An answer without the field says nothing, and is none.
  const via = z.object({ performed_via_github_app: z.looseObject({}).nullable() });
  const { performed_via_github_app: app } = expectShape(via, 'comment', answer.data);
  return app !== null;
}
