import { z } from 'zod';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { Actor } from '../verify/observation/account.ts';
import type { Read } from '../verify/observation.ts';
import type { TipMoved } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';

const account = z.object({ id: z.number(), login: z.string(), type: z.string() }).nullable();
const compared = z.object({
  status: z.enum(['ahead', 'behind', 'diverged', 'identical']),
  // GitHub may give an empty object for whoever has no account.
  commits: z.array(z.object({ author: account.catch(null), committer: account.catch(null) })),
});
const rows = z.array(
  z.object({
    before: z.string(),
    after: z.string(),
    actor: account,
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
    const { rewritten, writers } = to === null ? GONE : await compare(github, repository, from, to);
    const query = { ...repository, ref: `refs/heads/${branch}`, per_page: 100 };
    const answer = await ask(github, 'GET /repos/{owner}/{repo}/activity', query);
    const movers = moversSince(from, expectShape(rows, 'activity', answer.data));
    return { read: { rewritten, by: eachOnce([...movers, ...writers]) } };
  } catch (error) {
    if (error instanceof Unanswered && error.waitMs === undefined) return { unread: error.message };
    throw error;
  }
}

/** Who moved it on the way from a commit; all whom the page names where that way goes back further. */
function moversSince(from: string, newestFirst: z.infer<typeof rows>): Actor[] {
  const left = newestFirst.findIndex(({ before }) => before === from);
  const since = left === -1 ? newestFirst : newestFirst.slice(0, left + 1);
  return since.flatMap(({ actor }) => (actor === null ? [] : [actor]));
}

function eachOnce(actors: readonly Actor[]): Actor[] {
  return [...new Map(actors.map((actor) => [actor.id, actor])).values()];
}

/** How the tip stands to the known commit, and who wrote what is new below it, as far as GitHub knows their accounts. */
interface Comparison {
  readonly rewritten: boolean;
  readonly writers: readonly Actor[];
}
const GONE: Comparison = { rewritten: true, writers: [] };

/** A known commit that GitHub no longer finds, or from which no way leads to the tip, was rewritten. */
async function compare(
  github: GitHub,
  repository: { owner: string; repo: string },
  from: string,
  to: string,
): Promise<Comparison> {
  try {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const answer = await ask(github, route, { ...repository, basehead: `${from}...${to}`, per_page: 100 });
    const { status, commits } = expectShape(compared, 'comparison', answer.data);
    const writers = commits.flatMap(({ author, committer }) => [author, committer]);
    return { rewritten: status !== 'ahead', writers: writers.filter((writer) => writer !== null) };
  } catch (error) {
    if (error instanceof Unanswered && error.status === 404) return GONE;
    throw error;
  }
}
