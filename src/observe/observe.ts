import { isForRules } from '../claims/kind.ts';
import { type GitHub, Unanswered } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import { MAX_COMMENTS } from '../packet/limits.ts';
import { teamsNamed } from '../policy/consult.ts';
import { instantOf } from '../time/instant.ts';
import type { Heard, ReadersSeen } from '../verify/exposure.ts';
import type { GroupSeen } from '../verify/group.ts';
import type { PullSeen } from '../verify/observation/pull.ts';
import type { ProposedSeen, RulesSeen } from '../verify/observation/rules.ts';
import type { Troubles } from '../verify/observation/trouble.ts';
import type { Observation, Read } from '../verify/observation.ts';
import type { Surroundings } from '../verify/surroundings.ts';
import { Alarms } from './alarms.ts';
import type { ReadEvidence } from './cited.ts';
import { readDiscussion } from './discussion.ts';
import { askLook, type Look, type Question } from './look.ts';
import { ProposalReading } from './proposal-reading.ts';
import { ProposedRules } from './proposed.ts';
import { protectionSeen } from './protections.ts';
import { pullSeen } from './pull.ts';
import { readReaders } from './readers.ts';
import { reading, skipped, unread } from './reading.ts';
import { readReviews } from './reviews.ts';
import { Rulebook } from './rulebook.ts';
import { obstacleTo, rivalsOf } from './scope.ts';
import { observeSurroundings } from './surroundings.ts';
import { type Survey, survey, unfinished } from './survey.ts';
import { teamsSeen } from './team.ts';

/** One governance repository as this process watches it. */
export interface Watched {
  readonly owner: string;
  readonly name: string;
  /** The App whose check run shows the finding; null for who shows none. */
  readonly appId: number | null;
  readonly checkName: string;
  /** Whether this process may ask who may read the repository: the token of a workflow may not. */
  readonly seesReaders: boolean;
}

/** Reads the ledger as it stands at a tip, by the keys of the rules; `unread` when there is nothing to act upon. */
export type ReadLedger = (tip: string | null, rules: Read<RulesSeen>) => Promise<Read<LedgerFacts>>;

/** A survey with the rules and the ledger at its tips. */
export interface Surveyed extends Survey {
  readonly rules: Read<RulesSeen>;
  readonly ledger: Read<LedgerFacts>;
}

const ASKED_AGAIN = 4;
const MOST_HEARD = 200;

/**
 * Reads the world once for one pull request. What is read at a commit never changes and is kept; so a look at an
 * unchanged pull request costs two requests: the question and the newest page of the activity log.
 */
export class Observer {
  readonly #github: GitHub;
  readonly #watched: Watched;
  readonly #readLedger: ReadLedger;
  #facts: LedgerFacts | null = null;
  readonly #proposals: ProposalReading;
  readonly #rulebook: Rulebook;
  readonly #proposed: ProposedRules;
  readonly #alarms: Alarms;
  #heard: readonly Heard[] = [];
  #lastWatch: string | null = null;
  /** The last comment of merged pull requests, as the last sweep saw it. */
  readonly #spoken = new Map<number, number>();

  constructor(github: GitHub, watched: Watched, readLedger: ReadLedger, readEvidence: ReadEvidence) {
    this.#github = github;
    this.#watched = watched;
    this.#readLedger = readLedger;
    this.#proposals = new ProposalReading(github, watched, readEvidence);
    this.#rulebook = new Rulebook(github, watched);
    this.#proposed = new ProposedRules(github, watched, this.#rulebook);
    this.#alarms = new Alarms(github, watched);
  }

  /**
   * `troubles` are this process's own; `now` is the local clock, null for who goes by GitHub's alone. Null when the
   * repository has no such pull request.
   * Throws `Unanswered` when the question itself is not answered.
   */
  async observe(number: number, troubles: Troubles, now: (() => Date) | null): Promise<Observation | null> {
    const asked = await this.#ask(number);
    if (asked === null) return null;
    const { question, look, at, rules, ledger } = asked;
    const pull = pullSeen(look.repository.pullRequest, look.repository.mainCodeowners?.oid ?? null);
    const main = look.repository.main?.target.oid ?? null;
    const proposed = await this.#readProposed(pull, main, ledger, now);
    const around = { pull, rules, ledger, proposed, at: instantOf(at.getTime()) ?? '' };
    return {
      ...around,
      ...(await this.#proposals.read(around)),
      skewSeconds: now === null ? 0 : Math.round((now().getTime() - at.getTime()) / 1000),
      repository: { id: look.repository.databaseId, owner: this.#watched.owner, name: this.#watched.name },
      main,
      mainMoved: await this.#rulebook.moved(main, ledger),
      codeownersErrors: look.repository.codeowners?.errors ?? null,
      teams: teamsSeen(look, question.teams),
      readers: await this.#readReaders(look),
      watched: this.#watched.seesReaders
        ? { read: this.#lastWatch }
        : skipped('a workflow does not watch; the bot does'),
      protection: { read: protectionSeen(look, this.#watched) },
      rivals: question.rivals.filter((rival) => isOpen(look, rival)),
      troubles,
      check: newestCheck(look),
      reviews: await reading(() => readReviews(this.#github, look, question)),
      discussion: await this.#readDiscussion(look, rules, ledger),
    };
  }

  /**
   * Asks until the answer covers the teams that the rules name and the rivals that the ledger knows, by the rules and
   * the ledger that this very answer speaks of. As long as neither changes, that is the first time.
   */
  async #ask(number: number) {
    let question: Question = { ...this.#watched, number, ...this.#askedLast(number) };
    for (let tries = 0; tries < ASKED_AGAIN; tries++) {
      const answer = await askLook(this.#github, question);
      if (answer === null) return null;
      const { main, ledger: tip } = answer.look.repository;
      const rules = await this.#rulebook.atTip(main?.target.oid ?? null);
      const ledger = await this.#readLedger(tip?.target.oid ?? null, rules);
      if ('read' in ledger) this.#facts = ledger.read;
      const teams = 'read' in rules ? teamsNamed(rules.read.loaded) : [];
      const rivals = 'read' in ledger ? rivalsOf(ledger.read, number) : [];
      if (String([teams, rivals]) === String([question.teams, question.rivals])) {
        return { question, ...answer, rules, ledger };
      }
      question = { ...question, teams, rivals };
    }
    throw new Unanswered('rules and ledger change faster than they can be read');
  }

  #askedLast(number: number) {
    return {
      teams: this.#rulebook.last ? teamsNamed(this.#rulebook.last.loaded) : [],
      rivals: this.#facts ? rivalsOf(this.#facts, number) : [],
    };
  }

  /**
   * Every pull request that may have something to do: the open ones, those that the ledger knows as unfinished, and the
   * merged ones on which somebody wrote since: what was released can still be withdrawn.
   */
  async sweep(): Promise<readonly number[]> {
    const { open, ledger, commented } = await this.survey();
    const spoken = commented.filter(({ pull, comment }) => this.#spoken.get(pull) !== comment);
    for (const { pull, comment } of spoken) this.#spoken.set(pull, comment);
    const ended = 'read' in ledger ? unfinished(ledger.read) : [];
    return [...new Set([...open, ...ended, ...spoken.map(({ pull }) => pull)])];
  }

  /** What there is to see without a pull request: rules, ledger, tips of branches, and which pull requests are open. */
  async survey(): Promise<Surveyed> {
    const seen = await survey(this.#github, this.#watched);
    const rules = await this.#rulebook.atTip(seen.main);
    return { ...seen, rules, ledger: await this.#readLedger(seen.ledgerTip, rules) };
  }

  /** What a webhook told: kept for as long as this process lives, to name people when GitHub's API shows the same. */
  hear(heard: Heard): void {
    this.#heard = [...this.#heard, heard].slice(-MOST_HEARD);
  }

  /** What a merge queue would put on main, by the head of the group. Throws `Unanswered` without main and ledger. */
  async group(head: string): Promise<GroupSeen> {
    const { main, ledger } = await this.survey();
    if (!('read' in ledger)) throw new Unanswered(ledger.unread);
    const repository = { owner: this.#watched.owner, repo: this.#watched.name };
    return { repository, main, steps: await this.#rulebook.between(main, head), ledger: ledger.read };
  }

  /** Takes note that at this instant all around the pull requests was seen, and what it means was recorded. */
  sawAll(at: string): void {
    this.#lastWatch = at;
  }

  /** What there is to see around the pull requests. Throws `Unanswered` when the survey is not answered. */
  surroundings(): Promise<Surroundings> {
    return observeSurroundings(
      this.#github,
      this.#watched,
      () => this.survey(),
      this.#heard,
      this.#rulebook,
      this.#alarms,
    );
  }

  async #readReaders({ repository: { visibility, readers } }: Look): Promise<Read<ReadersSeen>> {
    if (!this.#watched.seesReaders)
      return skipped('a workflow may not ask who may read the repository; the bot judges it');
    if (visibility === undefined || readers === undefined) return unread('GitHub did not say who may read it');
    return reading(() => readReaders(this.#github, this.#watched, { visibility, readers }));
  }

  async #readProposed(
    pull: PullSeen,
    main: string | null,
    ledger: Read<LedgerFacts>,
    now: (() => Date) | null,
  ): Promise<Read<ProposedSeen>> {
    const facts = 'read' in ledger ? ledger.read : null;
    if (!isForRules(facts?.pulls.get(pull.number)?.base ?? null, pull.base)) return skipped('it proposes no rules');
    const why = pull.state === 'merged' ? 'it is merged' : obstacleTo(pull);
    if (why !== null || main === null) return skipped(why ?? 'there is no `main`');
    const observe = (number: number) => this.observe(number, {}, now);
    return reading(() => this.#proposed.read(pull, main, facts, observe));
  }

  async #readDiscussion({ repository }: Look, rules: Read<RulesSeen>, ledger: Read<LedgerFacts>) {
    const { number, state, comments } = repository.pullRequest;
    // A merged one is not held any more, so no flood of comments may drown who takes it back.
    if (state !== 'MERGED' && comments.totalCount > MAX_COMMENTS) return skipped('there are too many comments');
    return reading(() => readDiscussion(this.#github, { ...this.#watched, number }, comments, { rules, ledger }));
  }
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
