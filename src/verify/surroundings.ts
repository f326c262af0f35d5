import type { IncidentFacts } from '../ledger/facts/incident.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { Exposure } from './exposure.ts';
import type { MainSeen } from './main.ts';
import type { Actor } from './observation/account.ts';
import type { CommentSeen } from './observation/discussion.ts';
import type { RulesSeen } from './observation/rules.ts';
import type { Read, RepositorySeen } from './observation.ts';
import type { Undecided } from './undecided.ts';

/**
 * What was seen of the governance repository as a whole in one look: plain values, nothing concluded. What an
 * `Observation` is for one pull request.
 */
export interface Surroundings {
  /** GitHub's clock, RFC 3339, whole seconds. */
  readonly at: string;
  readonly repository: RepositorySeen;
  /** The live tip of `main`. */
  readonly main: string | null;
  /** How it came there from the tip that the ledger knows, and who moved it there, by the activity log. */
  readonly mainMoved: Read<MainSeen>;
  readonly mainBy: readonly Actor[];
  /** As they stand at the tip that the ledger knows: whoever pushed past them does not say who may lift that. */
  readonly rules: Read<RulesSeen>;
  readonly ledger: Read<LedgerFacts>;
  readonly ledgerTip: string | null;
  /** The tips of councils' branches, of those that are there and those that the ledger knows. */
  readonly tips: readonly TipSeen[];
  /** Councils' branches whose copy of CODEOWNERS is not main's. */
  readonly oldCopies: Read<readonly OldCopy[]>;
  /** Releases about which nobody proposed to decide yet, as far as the ledger knows. */
  readonly undecided: Read<readonly UndecidedSeen[]>;
  /** The alarms that were raised and are not settled, with what people wrote there. */
  readonly alarms: readonly AlarmSeen[];
  /** Why some of them are left out. */
  readonly alarmsUnread: string | null;
  /** Who else may read what councils are sent, and where it went. */
  readonly exposure: Read<Exposure>;
}

export interface OldCopy {
  readonly council: string;
  readonly tip: string;
  /** Git blob id of main's CODEOWNERS. */
  readonly wanted: string;
  /** The App's branch that brings it, with the copy there; null while there is none. */
  readonly branch: { readonly tip: string; readonly copy: string | null } | null;
  /** The open pull request from that branch. */
  readonly pull: number | null;
}

export interface UndecidedSeen extends Undecided {
  /** The tip of the council's branch. */
  readonly tip: string;
  /** Whether the App's branch that proposes the decision is there. */
  readonly branch: boolean;
  /** The pull request from that branch, whether it is open or not. */
  readonly pull: number | null;
}

export interface TipSeen {
  readonly council: string;
  /** Null: there is no such branch. */
  readonly tip: string | null;
  /** How it came to be another than the ledger knows; null while the ledger knows no other. */
  readonly moved: Read<TipMoved> | null;
}
export interface TipMoved {
  /** The commit that the ledger knows is no longer below the tip. */
  readonly rewritten: boolean;
  /** Everybody who moved it since the known commit, by the activity log; empty when no row says. */
  readonly by: readonly Actor[];
}

export interface AlarmSeen {
  readonly incident: IncidentFacts;
  /** Null when it was deleted. */
  readonly issue: IssueSeen | null;
}
export interface IssueSeen {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  /** In the order in which they were written. */
  readonly comments: readonly CommentSeen[];
}
