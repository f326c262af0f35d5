import type { GitHub } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { MainSeen } from '../verify/main.ts';
import type { RulesSeen } from '../verify/observation/rules.ts';
import type { Read } from '../verify/observation.ts';
import type { Place } from './blob.ts';
import { readMain } from './main.ts';
import { kept, reading, unread } from './reading.ts';
import { readRules } from './rules.ts';

/** The rules as they stand at commits of main, and how main came from one to another. Neither ever changes. */
export class Rulebook {
  readonly #github: GitHub;
  readonly #place: Place;
  readonly #rules = new Map<string, RulesSeen>();
  readonly #mains = new Map<string, MainSeen>();
  #last: RulesSeen | null = null;

  constructor(github: GitHub, place: Place) {
    this.#github = github;
    this.#place = place;
  }

  /** The rules of the tip that was read last. */
  get last(): RulesSeen | null {
    return this.#last;
  }

  /** The rules at the live tip of main. */
  async atTip(main: string | null): Promise<Read<RulesSeen>> {
    if (main === null) return unread('the repository has no branch `main`');
    const rules = await this.at(main);
    if ('read' in rules) this.#last = rules.read;
    return rules;
  }

  at(commit: string): Promise<Read<RulesSeen>> {
    return reading(() => kept(this.#rules, commit, () => readRules(this.#github, this.#place, commit)));
  }

  /** How main came to its live tip from the one that the ledger knows. */
  async moved(main: string | null, ledger: Read<LedgerFacts>): Promise<Read<MainSeen>> {
    if (!('read' in ledger)) return ledger;
    return main === null ? unread('there is no `main`') : this.between(ledger.read.main, main);
  }

  /** How one commit leads to another by first parents. */
  async between(known: string | null, tip: string): Promise<Read<MainSeen>> {
    if (known === null) return unread('the tip of `main`, or what the ledger knows of it');
    return reading(() => kept(this.#mains, `${known} ${tip}`, () => readMain(this.#github, this.#place, known, tip)));
  }
}
