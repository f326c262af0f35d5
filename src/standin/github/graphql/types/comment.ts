import { iso } from '../../clock.ts';
import { association } from '../../shape/association.ts';
import { htmlUrl } from '../../shape/repository.ts';
import type { Comment, Issue, PullRequest, Repository } from '../../world.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import type { PullIn } from './pulls.ts';
import { isBy } from './review.ts';

export interface CommentIn {
  readonly repository: Repository;
  readonly on: Issue | PullRequest;
  readonly comment: Comment;
}

export const ISSUE_COMMENT: Fields<CommentIn> = {
  id: ({ repository, on, comment }) => nodeId('IssueComment', repository.id, on.number, comment.id),
  databaseId: ({ comment }) => comment.id,
  fullDatabaseId: ({ comment }) => String(comment.id),
  body: ({ comment }) => comment.body,
  bodyText: ({ comment }) => comment.body,
  author: ({ comment }, _args, { world }: Asked) => actor(world, comment.author),
  editor: ({ comment }, _args, { world }: Asked) => actor(world, comment.editor),
  authorAssociation: ({ repository, comment }, _args, { world }: Asked) =>
    association(world, repository, comment.author),
  createdAt: ({ comment }) => iso(comment.createdAt),
  updatedAt: ({ comment }) => iso(comment.updatedAt),
  publishedAt: ({ comment }) => iso(comment.createdAt),
  lastEditedAt: ({ comment }) => (comment.lastEditedAt === null ? null : iso(comment.lastEditedAt)),
  includesCreatedEdit: ({ comment }) => comment.lastEditedAt !== null,
  createdViaEmail: () => false,
  isMinimized: () => false,
  repository: ({ repository }) => repository,
  pullRequest: ({ repository, on }): PullIn | null => (on.kind === 'pull' ? { repository, pull: on } : null),
  url: ({ repository, on, comment }, _args, { world }: Asked) =>
    `${htmlUrl(world, repository)}/${on.kind === 'pull' ? 'pull' : 'issues'}/${on.number}#issuecomment-${comment.id}`,
  viewerDidAuthor: ({ comment }, _args, { viewer }: Asked) => isBy(viewer, comment.author),
};
