import { ask } from '../github/client.ts';
import type { Looked } from '../plan/looked.ts';
import type { Showing } from '../plan/step.ts';
import { statusDigest } from '../report/status-marker.ts';
import type { Hands } from './act.ts';
import { deleteComment, findComments, postOne } from './comment.ts';

type Shown = Extract<Showing, { show: 'comment' }>;

/** Edits the comment that says how it stands, or posts it. Of two the first stays. */
export async function showStatus(shown: Shown, { github, botLogin }: Hands, { observation }: Looked): Promise<void> {
  const { comment, known, doubles, pull } = shown;
  const place = { owner: observation.repository.owner, repo: observation.repository.name };
  const search = { ...place, issue: pull, creator: botLogin };
  const isStatus = (body: string) => statusDigest(body) !== null;
  // If we stopped behind a post whose answer was lost, the look may not show the comment yet.
  const found = known ?? (await findComments(github, search, isStatus))[0];
  if (found === undefined) return postOne(github, search, comment.body, isStatus);
  const edited = { ...place, comment_id: found, body: comment.body };
  await ask(github, 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', edited);
  for (const double of doubles) await deleteComment(github, place, double);
}
