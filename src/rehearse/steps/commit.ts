import { z } from 'zod';
import { login } from '../../document/names.ts';
import { noreply } from '../../standin/github/find.ts';
import { accountNamed } from '../../standin/github/named.ts';
import type { Edits } from '../content.ts';
import { by, headName } from '../field.ts';
import type { Stage } from '../stage/stage.ts';

/** Who a commit says it is from: git believes what it is told. */
export const commit = {
  author: by.optional().meta({ description: 'who the commit says wrote it; who pushes unless given' }),
  committer: by.optional().meta({ description: 'who the commit says committed it; the author unless given' }),
  co_authors: z.array(login).max(20).optional().meta({ description: 'as trailers of the message' }),
  head: headName.optional().meta({ description: 'a name for the new head, for later steps' }),
};

interface Place {
  readonly repository: string;
  readonly branch: string;
  /** The commit or branch that it builds on; null for none. */
  readonly onto: string | null;
  readonly force?: boolean;
  readonly merging?: string;
}
interface Told {
  readonly by: string;
  readonly author?: string | undefined;
  readonly committer?: string | undefined;
  readonly co_authors?: readonly string[] | undefined;
  readonly message: string;
}

/** Pushes one commit with these edits, and gives its sha. */
export function pushCommit(stage: Stage, told: Told, place: Place, edits: Edits): string {
  const { by, author, committer, co_authors = [], message } = told;
  const trailers = co_authors.map((login) => `Co-authored-by: ${login} <${emailOf(stage, login)}>`);
  return stage.github.acts.push({
    ...place,
    by,
    ...edits,
    message: [message, ...(trailers.length > 0 ? [trailers.join('\n')] : [])].join('\n\n'),
    ...(author !== undefined && { author: { name: author, email: emailOf(stage, author) } }),
    ...(committer !== undefined && { committer: { name: committer, email: emailOf(stage, committer) } }),
  });
}

function emailOf(stage: Stage, login: string): string {
  const account = accountNamed(stage.github.world, login);
  return account.emails[0] ?? noreply(account);
}
