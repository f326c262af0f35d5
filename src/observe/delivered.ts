import { z } from 'zod';
import { commandsIn } from '../command/commands.ts';
import type { Named } from '../document/names.ts';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { type Instant, instant, instantOf, msOf } from '../time/instant.ts';
import type { DeliveredSeen } from '../verify/delivered.ts';
import type { Read } from '../verify/observation.ts';
import type { Place } from './blob.ts';
import { readIssue } from './issue.ts';
import { reading } from './reading.ts';

/** An issue that delivered a release, where it is to be found. */
interface Delivered {
  readonly release: number;
  readonly repository: Named;
  readonly issue: number;
}

const listed = z.array(
  z.object({
    id: z.number(),
    issue_url: z.string(),
    updated_at: instant,
    body: z.string().nullish(),
    user: z.object({ login: z.string() }).nullable(),
  }),
);
type Listed = z.infer<typeof listed>[number];
const ROUTE = 'GET /repos/{owner}/{repo}/issues/comments';
const PAGE = 100;
const PAGES = 30;

/**
 * The comments on delivered issues that may ask for something. One request tells for each repository what was written
 * since everything there was settled; an issue is read only where something is not. What is remembered can be lost: a
 * process that has just started reads the comments from the first.
 */
export class DeliveredIssues {
  readonly #elsewhere: (repository: string) => Promise<GitHub>;
  readonly #botLogin: string;
  /** By repository: when the last comment changed up to which nothing was left to do. */
  readonly #since = new Map<number, Instant>();
  /** Comments from which nothing follows any more. */
  readonly #settled = new Set<number>();

  constructor(elsewhere: (repository: string) => Promise<GitHub>, botLogin: string) {
    this.#elsewhere = elsewhere;
    this.#botLogin = botLogin;
  }

  /** Takes note that nothing is left to do about these comments. */
  settle(comments: Iterable<number>): void {
    for (const comment of comments) this.#settled.add(comment);
  }

  /** The issues with a comment that is not settled; by repository, so that one that is out of reach hinders no other. */
  async read(facts: LedgerFacts): Promise<Read<readonly DeliveredSeen[]>[]> {
    const seen: Read<readonly DeliveredSeen[]>[] = [];
    for (const issues of Map.groupBy(deliveredBy(facts), ({ repository }) => repository.id).values())
      seen.push(await reading(() => this.#readRepository(issues, facts)));
    return seen;
  }

  async #readRepository(issues: readonly Delivered[], { answered }: LedgerFacts): Promise<readonly DeliveredSeen[]> {
    const [first] = issues;
    if (first === undefined) return [];
    const { name, id } = first.repository;
    const github = await this.#elsewhere(name);
    const place = placeOf(name);
    const comments = await changedSince(github, place, this.#since.get(id) ?? null);
    const asking = comments.filter((comment) => this.#asks(comment)).map(issueOf);
    const open = issues.filter(({ issue }) => asking.includes(issue));
    const last = comments.at(-1);
    if (open.length === 0 && last !== undefined) this.#since.set(id, secondBefore(last.updated_at));
    const seen: DeliveredSeen[] = [];
    for (const one of open) {
      const issue = await readIssue(github, place, one.issue, { answered });
      if (issue !== null) seen.push({ ...one, comments: issue.comments });
    }
    return seen;
  }

  #asks({ id, user, body }: Listed): boolean {
    return user?.login !== this.#botLogin && !this.#settled.has(id) && commandsIn(body ?? '').length > 0;
  }
}

/** Repositories are called as they were when the issue was opened there; a renamed one still answers to that. */
function deliveredBy({ releases, pulls }: LedgerFacts): Delivered[] {
  return [...releases.values()].flatMap(({ entry, pull, deliveries }) => {
    const effects = pulls.get(pull)?.effects ?? [];
    return deliveries.flatMap(({ repository, issue }): Delivered[] => {
      const to = effects.flatMap(({ intent }) => (intent.effect === 'deliver' ? [intent.repository] : []));
      const named = to.find(({ id }) => id === repository);
      return named === undefined ? [] : [{ release: entry.number, repository: named, issue }];
    });
  });
}

/**
 * The comments of a repository that changed since an instant; the one that changed first stands first. Each page begins
 * where the one before ended, since a comment that is edited meanwhile would move all that follow it.
 */
async function changedSince(github: GitHub, { owner, name }: Place, since: Instant | null): Promise<Listed[]> {
  const found = new Map<number, Listed>();
  let from = since;
  for (let page = 0; page < PAGES; page++) {
    const query = { owner, repo: name, sort: 'updated', direction: 'asc', per_page: PAGE };
    const answer = await ask(github, ROUTE, from === null ? query : { ...query, since: from });
    const comments = expectShape(listed, 'comments', answer.data);
    for (const comment of comments) found.set(comment.id, comment);
    const last = comments.at(-1);
    // The rest, if there is any, is for the next time.
    if (last === undefined || comments.length < PAGE) break;
    from = secondBefore(last.updated_at);
  }
  return [...found.values()];
}

/** GitHub shows whole seconds: others of the same one may be still to come. */
function secondBefore(at: Instant): Instant {
  return instantOf(msOf(at) - 1000) ?? at;
}

function issueOf({ issue_url }: Listed): number {
  return Number(/\/(\d+)$/.exec(issue_url)?.[1]);
}

function placeOf(name: string): Place {
  const [owner = '', repository = ''] = name.split('/');
  return { owner, name: repository };
}
