import { demand } from '../../access.ts';
import { addComment as comment } from '../../acts/issues.ts';
import type { Edge } from '../connection.ts';
import { type Asked, own, type Typed } from '../field.ts';
import { byNodeId, nodeOf } from '../node.ts';
import type { CommentIn } from '../types/comment.ts';

interface CommentInput {
  readonly subjectId: string;
  readonly body: string;
  readonly clientMutationId?: string | null;
}
interface CommentPayload {
  readonly clientMutationId: string | null;
  readonly commentEdge: Edge<CommentIn>;
  readonly subject: Typed;
}

/** Comments on an issue or a pull request. */
export function addComment(input: CommentInput, asked: Asked): CommentPayload {
  const { world, viewer } = asked;
  const subject = byNodeId(input.subjectId, asked);
  const { repository, on } = discussion(subject.type, input.subjectId, asked);
  demand(world, viewer, repository, {
    app: on.kind === 'pull' ? ['issues:write', 'pull_requests:write'] : ['issues:write'],
    person: 'read',
  });
  const made = comment(world, repository, viewer, on, input.body);
  return {
    clientMutationId: input.clientMutationId ?? null,
    commentEdge: { node: { repository, on, comment: made }, at: on.comments.indexOf(made) },
    subject,
  };
}

function discussion(type: string, id: string, asked: Asked): Pick<CommentIn, 'repository' | 'on'> {
  if (type === 'PullRequest') {
    const { repository, pull } = nodeOf(type, id, asked);
    return { repository, on: pull };
  }
  const { repository, issue } = nodeOf('Issue', id, asked);
  return { repository, on: issue };
}

export const ADD_COMMENT_PAYLOAD = own<CommentPayload>('clientMutationId', 'commentEdge', 'subject');
