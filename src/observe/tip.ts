import { z } from 'zod';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { Actor, Read } from '../verify/observation.ts';
import type { TipMoved } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';

const compared = z.object({ status: z.enum(['ahead', 'behind', 'diverged', 'identical']) });
const rows = z.array(
  z.object({
    before: z.string(),
    after: z.string(),
    actor: z.object({ id: z.number(), login: z.string(), type: z.string() }).nullable(),
  }),
);

/** How a branch came from the commit that the ledger knows to another tip, or to none. */
export async function readMove(
  github: GitHub,
  place: Place,
  branch: string,
  from: string,
  to: string | null,
): Promise<Read<TipMoved>> {
  const repository = { owner: place.owner, repo: place.name };
  try {
    const rewritten = to === null || (await isRewritten(github, repository, from, to));
    const query = { ...repository, ref: `refs/heads/${branch}`, per_page: 100 };
    const answer = await ask(github, 'GET /repos/{owner}/{repo}/activity', query);
    return { read: { rewritten, by: moversSince(from, expectShape(rows, 'activity', answer.data)) } };
  } catch (error) {
    if (error instanceof Unanswered && error.waitMs === undefined) return { unread: error.message };
    throw error;
  }
}

/** Who moved it on the way from a commit; all whom the page names where that way goes back further. */
function moversSince(from: string, newestFirst: z.infer<typeof rows>): Actor[] {
  const left = newestFirst.findIndex(({ before }) => before === from);
  const since = left === -1 ? newestFirst : newestFirst.slice(0, left + 1);
  const movers = since.flatMap(({ actor }) => (actor === null ? [] : [actor]));
  return [...new Map(movers.map((actor) => [actor.id, actor])).values()];
}

/** A known commit that GitHub no longer finds, or from which no way leads to the tip, was rewritten. */
async function isRewritten(github: GitHub, repository: { owner: string; repo: string }, from: string, to: string) {
  try {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const answer = await ask(github, route, { ...repository, basehead: `${from}...${to}`, per_page: 1 });
    return expectShape(compared, 'comparison', answer.data).status !== 'ahead';
  } catch (error) {
    if (error instanceof Unanswered && error.status === 404) return true;
    throw error;
  }
}
