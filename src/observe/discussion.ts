import { z } from 'zod';
import { commandsIn } from '../command/commands.ts';
import { unheardIn } from '../command/unheard.ts';
import { askWhole, type GitHub } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { personOfAccount } from '../people/people.ts';
import { statusDigest } from '../report/status-marker.ts';
import type { CommentSeen, DiscussionSeen, StatusSeen } from '../verify/observation/discussion.ts';
import type { RulesSeen } from '../verify/observation/rules.ts';
import type { Read } from '../verify/observation.ts';
import type { Place } from './blob.ts';
import { COMMENTS, type CommentNode, type Comments, commentSeen, commentsShape } from './comment.ts';

interface Pull extends Place {
  readonly number: number;
}
interface Known {
  readonly rules: Read<RulesSeen>;
  readonly ledger: Read<LedgerFacts>;
}

/**
 * The conversation of a pull request, from the page of comments that a look brings. Only a command of a listed person
 * that has no answer yet is worth another question. Throws `Unanswered` on anything less than all of it.
 */
export async function readDiscussion(
  github: GitHub,
  pull: Pull,
  first: Comments,
  known: Known,
): Promise<DiscussionSeen> {
  const nodes = [...first.nodes];
  for (let { hasNextPage, endCursor } = first.pageInfo; hasNextPage && endCursor !== null; ) {
    const next = await askMoreComments(github, pull, endCursor);
    nodes.push(...next.nodes);
    ({ hasNextPage, endCursor } = next.pageInfo);
  }
  const comments: CommentSeen[] = [];
  for (const node of nodes) {
    const asks = commandsIn(node.body).length > 0;
    if (node.viewerDidAuthor || !(asks || unheardIn(node.body) !== null)) continue;
    comments.push(await commentSeen(github, pull, node, asks && mayFollow(node, pull.number, known)));
  }
  return { comments, status: nodes.flatMap(statusSeen) };
}

/** Whether anything could follow from a command: it is a listed person's, as it was written, and not answered. */
function mayFollow({ fullDatabaseId, author, lastEditedAt }: CommentNode, number: number, known: Known): boolean {
  const loaded = 'read' in known.rules ? known.rules.read.loaded : null;
  const answered = 'read' in known.ledger && known.ledger.read.pulls.get(number)?.commands.has(fullDatabaseId);
  if (author?.__typename !== 'User' || lastEditedAt !== null || answered || !loaded?.ok) return false;
  return personOfAccount(loaded.rules.people, author.databaseId ?? 0) !== undefined;
}

/**
 * A marker alone is no sign of ours: anybody can write one. Nor is it missed where somebody edited ours: we say nothing
 * else in such a place, and it is still us who seem to speak.
 */
function statusSeen({ fullDatabaseId: id, viewerDidAuthor, body, author, editor }: CommentNode): StatusSeen[] {
  if (!viewerDidAuthor) return [];
  const digest = statusDigest(body);
  const touched = editor !== null && (editor.__typename !== author?.__typename || editor.login !== author.login);
  return digest === null && !touched ? [] : [{ id, digest, touched }];
}

async function askMoreComments(github: GitHub, { owner, name, number }: Pull, after: string): Promise<Comments> {
  const query = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String!) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { comments(first: 100, after: $after) { ${COMMENTS} } } } }`;
  const shape = z.object({ repository: z.object({ pullRequest: z.object({ comments: commentsShape }) }) });
  const { repository } = await askWhole(github, 'comments', query, { owner, name, number, after }, shape);
  return repository.pullRequest.comments;
}
