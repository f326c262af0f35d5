import type { Digest } from '../digest/digest.ts';
import type { Reading } from '../evidence/material.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { ProtectionSeen } from '../protection/seen.ts';
import type { ReadersSeen } from './exposure.ts';
import type { MainSeen } from './main.ts';
import type { ActivityRead } from './observation/activity.ts';
import type { DiscussionSeen } from './observation/discussion.ts';
import type { DecisionSeen, FolderSeen } from './observation/folder.ts';
import type { PullSeen } from './observation/pull.ts';
import type { ReviewSeen } from './observation/review.ts';
import type { CodeownersError, ProposedSeen, RulesSeen, TeamSeen } from './observation/rules.ts';
import type { HistorySeen } from './observation/tree.ts';
import type { Troubles } from './observation/trouble.ts';

/**
 * What was seen of the world in one look: plain values, nothing concluded. Everything here is somebody else's word,
 * most of it attacker-controlled, until `verify` has made claims of it.
 */
export interface Observation {
  /** GitHub's clock (its `Date` header), RFC 3339, whole seconds. */
  readonly at: string;
  /** Local clock minus GitHub's, in seconds. */
  readonly skewSeconds: number;
  readonly repository: RepositorySeen;
  /** The live tip of `main`, from which every rule comes. */
  readonly main: string | null;
  /** How it came there from the tip that the ledger knows. */
  readonly mainMoved: Read<MainSeen>;
  readonly rules: Read<RulesSeen>;
  /** GitHub's own errors about `main`'s CODEOWNERS, at that tip; null when it does not say. */
  readonly codeownersErrors: readonly CodeownersError[] | null;
  readonly teams: readonly TeamSeen[];
  readonly readers: Read<ReadersSeen>;
  /** When this process last saw all that is around the pull requests; null when it did not yet. */
  readonly watched: Read<string | null>;
  readonly protection: Read<ProtectionSeen>;
  readonly pull: PullSeen;
  /** Other open pull requests that the ledger saw with the same packet. */
  readonly rivals: readonly number[];
  readonly reviews: Read<readonly ReviewSeen[]>;
  readonly discussion: Read<DiscussionSeen>;
  readonly activity: Read<ActivityRead>;
  readonly history: Read<HistorySeen>;
  readonly folder: Read<FolderSeen>;
  /** For a decision's pull request. */
  readonly decision: Read<DecisionSeen>;
  /** For a pull request against main. */
  readonly proposed: Read<ProposedSeen>;
  /** Cited evidence as it was read at its source. */
  readonly evidence: Read<readonly EvidenceSeen[]>;
  readonly ledger: Read<LedgerFacts>;
  /** What this process just failed to do, so that the finding can say so. */
  readonly troubles: Troubles;
  /** Our own newest check run on the head. */
  readonly check: CheckSeen | null;
}

/** "Could not read" is a value: the rules that needed it become undetermined, and a replay repeats the outage. */
export type Read<T> = { readonly read: T } | Unread;

/** `broken`: it was read, and must not be believed. `skipped`: it was not asked for: another rule holds anyway, or another judges it. */
export interface Unread {
  readonly unread: string;
  readonly broken?: true;
  readonly skipped?: true;
}

/** The governance repository. */
export interface RepositorySeen {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

/** A cited piece of evidence, and what was read at its source. */
export interface EvidenceSeen {
  /** The digest of the citation. */
  readonly citation: Digest;
  readonly reading: Reading;
}

/** Our own check run. */
export interface CheckSeen {
  readonly id: number;
  /** Digest of the page that it shows. */
  readonly page: string;
}
