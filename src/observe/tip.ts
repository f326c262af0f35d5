import { z } from 'zod';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { Read } from '../verify/observation.ts';
import type { TipMoved } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';

const compared = z.object({ status: z.enum(['ahead', 'behind', 'diverged', 'identical']) });
const rows = z.array(
  z.object({
    after: z.string(),
    actor: z.object({ id: z.number(), login: z.string(), type: z.string() }).nullable(),
  }),
);
const GONE = '0'.repeat(40);

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
    const by = expectShape(rows, 'activity', answer.data).find(({ after }) => after === (to ?? GONE))?.actor ?? null;
    return { read: { rewritten, by } };
  } catch (error) {
    if (error instanceof Unanswered && error.waitMs === undefined) return { unread: error.message };
    throw error;
  }
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
