import { type GitHub, Unanswered } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { MAX_CHANGED_FILES, MAX_COMMITS, MAX_REVIEWS } from '../packet/limits.ts';
import { teamsNamed } from '../policy/consult.ts';
import { packetTouched } from '../verify/change.ts';
import type {
  FolderSeen,
  HistorySeen,
  Observation,
  PullSeen,
  Read,
  ReviewSeen,
  RulesSeen,
  Troubles,
  Unread,
} from '../verify/observation.ts';
import { ActivityLog } from './activity.ts';
import { readFolder } from './folder.ts';
import { readHistory } from './history.ts';
import { askLook, askMoreReviews, type Look, type Question } from './look.ts';
import { pullSeen, reviewsSeen } from './pull.ts';
import { readRules } from './rules.ts';
import { survey, unfinished } from './survey.ts';

/** One governance repository as this process watches it. */
export interface Watched {
  readonly owner: string;
  readonly name: string;
  readonly appId: number;
  readonly checkName: string;
}

/** Reads the ledger as it stands at a tip, by the keys of the rules; `unread` when there is nothing to act upon. */
export type ReadLedger = (tip: string | null, rules: Read<RulesSeen>) => Promise<Read<LedgerFacts>>;

const KEPT = 200;

/**
 * Reads the world once for one pull request. What is read at a commit never changes and is kept; so a look at an
 * unchanged pull request costs two requests: the question and the newest page of the activity log.
 */
export class Observer {
  readonly #github: GitHub;
  readonly #watched: Watched;
  readonly #readLedger: ReadLedger;
  #facts: LedgerFacts | null = null;
  readonly #activity = new ActivityLog();
  readonly #rules = new Map<string, RulesSeen>();
  readonly #histories = new Map<string, HistorySeen>();
  readonly #folders = new Map<string, FolderSeen>();
  #lastRules: RulesSeen | null = null;

  constructor(github: GitHub, watched: Watched, readLedger: ReadLedger) {
    this.#github = github;
    this.#watched = watched;
    this.#readLedger = readLedger;
  }

  /**
   * `troubles` are this process's own, `now` is the local clock. Null when the repository has no such pull request.
   * Throws `Unanswered` when the question itself is not answered.
   */
  async observe(number: number, troubles: Troubles, now: () => Date): Promise<Observation | null> {
    const rivals = this.#rivalsOf(number);
    const question = {
      ...this.#watched,
      number,
      rivals,
      teams: this.#lastRules ? teamsNamed(this.#lastRules.loaded) : [],
    };
    const first = await askLook(this.#github, question);
    if (first === null) return null;
    const skewSeconds = Math.round((now().getTime() - first.at.getTime()) / 1000);
    const main = first.look.repository.main?.target.oid ?? null;
    const rules = await this.#readRules(main);
    // The teams to ask for come from the rules; when those just changed, the question is asked again with them.
    const teams = 'read' in rules ? teamsNamed(rules.read.loaded) : [];
    const again = teams.join() === question.teams.join() ? first : await askLook(this.#github, { ...question, teams });
    if (again === null) return null;
    const { look, at } = again;
    const pull = pullSeen(look.repository.pullRequest, look.repository.mainCodeowners?.oid ?? null);
    const activity = await reading(() =>
      this.#activity.read(this.#github, this.#watched, `refs/heads/${pull.headRef}`),
    );
    const history = readable(pull) ? await reading(() => this.#readHistory(pull)) : skipped('it cannot be taken');
    const folder = 'read' in history ? await this.#readFolder(history.read) : history;
    const base = {
      at: at.toISOString().replace(/\.\d+Z$/, 'Z'),
      skewSeconds,
      repository: { id: look.repository.databaseId, owner: this.#watched.owner, name: this.#watched.name },
      main,
      rules,
      codeownersErrors: look.repository.codeowners?.errors ?? [],
      teams: teams.map((name, index) => teamSeen(look, name, index)),
      rivals: rivals.filter((rival) => isOpen(look, rival)),
      pull,
      troubles,
      check: newestCheck(look),
    };
    const reviews = await reading(() => this.#readReviews(look, question));
    const ledger = await this.#readLedger(look.repository.ledger?.target.oid ?? null, rules);
    if ('read' in ledger) this.#facts = ledger.read;
    return { ...base, activity, history, folder, reviews, ledger };
  }

  /** Every pull request that may have something to do: the open ones, and those that the ledger knows as unfinished. */
  async sweep(): Promise<readonly number[]> {
    const seen = await survey(this.#github, this.#watched);
    const rules = await this.#readRules(seen.main);
    const ledger = await this.#readLedger(seen.ledger, rules);
    return [...new Set([...seen.open, ...('read' in ledger ? unfinished(ledger.read) : [])])];
  }

  /** Other pull requests that the ledger, as last read, saw with the same packet. */
  #rivalsOf(number: number): readonly number[] {
    const packet = this.#facts?.pulls.get(number)?.packet ?? '';
    return (this.#facts?.packets.get(packet)?.pulls ?? []).filter((other) => other !== number);
  }

  async #readRules(main: string | null): Promise<Read<RulesSeen>> {
    if (main === null) return unread('the repository has no branch `main`');
    const rules = await reading(() => kept(this.#rules, main, () => readRules(this.#github, this.#watched, main)));
    if ('read' in rules) this.#lastRules = rules.read;
    return rules;
  }

  async #readReviews(look: Look, question: Question): Promise<readonly ReviewSeen[]> {
    const { reviews } = look.repository.pullRequest;
    const { hasNextPage, endCursor } = reviews.pageInfo;
    if (!hasNextPage || endCursor === null || reviews.totalCount > MAX_REVIEWS) return reviewsSeen(reviews);
    const more = await askMoreReviews(this.#github, question, endCursor);
    return [...reviewsSeen(reviews), ...reviewsSeen(more)];
  }

  async #readHistory(pull: PullSeen): Promise<HistorySeen> {
    // Which commits belong to the pull request depends on the base as well as on the head.
    const key = `${pull.number} ${pull.head} ${pull.baseTip}`;
    return kept(this.#histories, key, () => readHistory(this.#github, { ...this.#watched, ...pull }));
  }

  async #readFolder(history: HistorySeen): Promise<Read<FolderSeen>> {
    const touched = packetTouched(history);
    if (touched === null) return skipped('the change is not one packet');
    if (touched.tree === null) return { read: { id: touched.packet, truncated: false, entries: [] } };
    const { packet, tree } = touched;
    return reading(() =>
      kept(this.#folders, `${packet} ${tree}`, () => readFolder(this.#github, this.#watched, packet, tree)),
    );
  }
}

/** A fork's content is never taken, and a change over the limits is told from its counts alone. */
function readable(pull: PullSeen): boolean {
  return (
    !pull.fork && pull.commitCount <= MAX_COMMITS && pull.fileCount <= MAX_CHANGED_FILES && pull.state !== 'closed'
  );
}

function unread(reason: string): Unread {
  return { unread: reason };
}

function skipped(reason: string): Unread {
  return { unread: `not read: ${reason}`, skipped: true };
}

/** Only an unanswered question becomes a value; a fault of our own must not pass for an outage. */
async function reading<T>(read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { read: await read() };
  } catch (error) {
    // Where GitHub asks to wait, nothing more is asked: the whole turn ends.
    if (error instanceof Unanswered && error.waitMs === undefined) return unread(error.message);
    throw error;
  }
}

async function kept<T>(memory: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = await read();
  memory.set(key, value);
  const oldest = memory.keys().next();
  if (memory.size > KEPT && !oldest.done) memory.delete(oldest.value);
  return value;
}

function teamSeen(look: Look, name: string, index: number) {
  const team = look[`team${index}`]?.team;
  // A list that was cut off would count some members and not others: nobody is counted by it.
  const whole = team && team.members.totalCount === team.members.nodes.length;
  return {
    name,
    id: team?.databaseId ?? 0,
    members: whole ? team.members.nodes.map((member) => member.databaseId) : [],
  };
}

function isOpen(look: Look, number: number): boolean {
  return look.repository[`rival${number}`]?.state === 'OPEN';
}

function newestCheck(look: Look) {
  const suites = look.repository.pullRequest.last.nodes[0]?.commit.checkSuites?.nodes ?? [];
  const runs = suites.flatMap((suite) => suite.checkRuns?.nodes ?? []);
  const newest = runs.sort((a, b) => b.databaseId - a.databaseId)[0];
  return newest ? { id: newest.databaseId, page: newest.externalId ?? '' } : null;
}
