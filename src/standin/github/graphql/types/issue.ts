import type { Need } from '../../access.ts';
import { iso } from '../../clock.ts';
import { association } from '../../shape/association.ts';
import { htmlUrl } from '../../shape/repository.ts';
import type { Issue, Repository } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { actor } from './account.ts';
import type { CommentIn } from './comment.ts';
import { labelsOf } from './label.ts';

/** What an App needs to see issues. */
export const ISSUES: Need = { app: ['issues:read'], person: 'read' };

export interface IssueIn {
  readonly repository: Repository;
  readonly issue: Issue;
}

export const ISSUE: Fields<IssueIn> = {
  id: ({ repository, issue }) => nodeId('Issue', repository.id, issue.number),
  databaseId: ({ issue }) => issue.id,
  fullDatabaseId: ({ issue }) => String(issue.id),
  number: ({ issue }) => issue.number,
  url: ({ repository, issue }, _args, { world }: Asked) => `${htmlUrl(world, repository)}/issues/${issue.number}`,
  repository: ({ repository }) => repository,
  title: ({ issue }) => issue.title,
  body: ({ issue }) => issue.body ?? '',
  author: ({ issue }, _args, { world }: Asked) => actor(world, issue.author),
  authorAssociation: ({ repository, issue }, _args, { world }: Asked) => association(world, repository, issue.author),
  state: ({ issue }) => issue.state.toUpperCase(),
  stateReason: ({ issue }) => issue.stateReason?.toUpperCase() ?? null,
  closed: ({ issue }) => issue.state === 'closed',
  closedAt: ({ issue }) => (issue.closedAt === null ? null : iso(issue.closedAt)),
  locked: ({ issue }) => issue.locked,
  createdAt: ({ issue }) => iso(issue.createdAt),
  updatedAt: ({ issue }) => iso(issue.updatedAt),
  lastEditedAt: ({ issue }) => (issue.lastEditedAt === null ? null : iso(issue.lastEditedAt)),
  labels: ({ repository, issue }, page: Page, _asked, info) =>
    connection(labelsOf(repository, issue.labels), page, info),
  comments: ({ repository, issue }, page: Page, _asked, info) =>
    connection(
      issue.comments.map((comment): CommentIn => ({ repository, on: issue, comment })),
      page,
      info,
    ),
};
