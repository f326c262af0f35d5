import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { ActivityRead, ActivitySeen } from '../verify/observation/activity.ts';
import type { Place } from './blob.ts';

const rows = z.array(
  z.object({
    id: z.number(),
    ref: z.string(),
    before: z.string(),
    after: z.string(),
    timestamp: z.string(),
    activity_type: z.string(),
    actor: z.object({ id: z.number() }).nullable(),
  }),
);
/** A page holds a hundred rows; what lies further back than this many pages counts as not seen. */
const PAGES = 30;

/**
 * The repository's activity log (GitHub REST, "List repository activities"): who moved which ref when, newest first.
 * Rows never change, so they are kept; each look reads one page and goes further back only until it meets what is
 * known, or the rows by which the commit arrived that the pull request stands on, and by which its branch began: a
 * branch that was rebased has a hand in it from before its commits.
 */
export class ActivityLog {
  #known: ActivitySeen[] = [];
  /** Cursor to the rows before the oldest known; null when there are none. */
  #older: string | null = null;

  /** `root` is the commit that the pull request stands on. `whole`: every row since it arrived and `branch` began is there. */
  async read(github: GitHub, place: Place, root: string, branch: string): Promise<ActivityRead> {
    await this.#catchUp(github, place);
    const reaches = () => this.#holdsArrivalOf(root) && this.#holdsBeginningOf(branch);
    for (let page = 0; page < PAGES && this.#older !== null && !reaches(); page++) {
      const { found, next } = await readPage(github, place, this.#older);
      this.#known.push(...found);
      this.#older = next;
    }
    return { rows: this.#known, whole: this.#older === null || reaches() };
  }

  async #catchUp(github: GitHub, place: Place): Promise<void> {
    const newest = this.#known[0]?.id;
    const fresh: ActivitySeen[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < PAGES; page++) {
      const { found, next }: Page = await readPage(github, place, cursor);
      const meets = found.findIndex((row) => row.id === newest);
      if (meets !== -1) {
        this.#known.unshift(...fresh, ...found.slice(0, meets));
        return;
      }
      fresh.push(...found);
      cursor = next;
      if (next === null || newest === undefined) break;
    }
    // Nothing known was met again, so what was known no longer joins on: a gap would hide a push.
    this.#known = fresh;
    this.#older = cursor;
  }

  #holdsArrivalOf(commit: string): boolean {
    return this.#known.some(({ after }) => after === commit);
  }

  #holdsBeginningOf(branch: string): boolean {
    return this.#known.some(({ ref, type }) => ref === `refs/heads/${branch}` && type === 'branch_creation');
  }
}

interface Page {
  found: ActivitySeen[];
  next: string | null;
}

async function readPage(github: GitHub, place: Place, after: string | null): Promise<Page> {
  const answer = await ask(github, 'GET /repos/{owner}/{repo}/activity', {
    owner: place.owner,
    repo: place.name,
    per_page: 100,
    ...(after === null ? {} : { after }),
  });
  const found = expectShape(rows, 'activity', answer.data).map((row) => ({
    id: row.id,
    ref: row.ref,
    before: row.before,
    after: row.after,
    at: row.timestamp,
    type: row.activity_type,
    actor: row.actor?.id ?? null,
  }));
  return { found, next: nextCursor(String(answer.headers.link ?? '')) };
}

function nextCursor(link: string): string | null {
  const url = /<([^>]+)>;\s*rel="next"/.exec(link)?.[1];
  return url === undefined ? null : new URL(url).searchParams.get('after');
}
