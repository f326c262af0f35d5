import type { Actor } from './account.ts';
import type { MergeSeen } from './tree.ts';

/** The pull request itself. */
export interface PullSeen {
  readonly nodeId: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  readonly locked: boolean;
  readonly fork: boolean;
  readonly createdAt: string;
  readonly author: Actor;
  readonly head: string;
  readonly headRef: string;
  readonly base: string;
  /** The live tip of the base branch; never GitHub's `base.sha`, which is not. */
  readonly baseTip: string | null;
  /** Git blob ids of CODEOWNERS on the base's tip and on main's: they must be equal. */
  readonly baseCodeowners: string | null;
  readonly mainCodeowners: string | null;
  readonly conflicting: boolean;
  readonly commitCount: number;
  readonly fileCount: number;
  readonly reviewCount: number;
  readonly commentCount: number;
  readonly commits: readonly CommitSeen[];
  /** When it was last retargeted, by GitHub's clock. */
  readonly retargetedAt: string | null;
  /** Other open pull requests with the same head. */
  readonly sharesHeadWith: readonly number[];
  /** When the review of whom was asked for, by account. */
  readonly calls: readonly { readonly account: number; readonly at: string }[];
  /** Whose review is asked for and not yet given. */
  readonly awaited: readonly number[];
  readonly merge: MergeSeen | null;
}

/** A commit of the pull request, as GitHub lists it. */
export interface CommitSeen {
  readonly oid: string;
  readonly parents: readonly string[];
  /** Author, committer and co-authors, as far as GitHub maps their e-mail to an account. */
  readonly people: readonly {
    readonly as: 'author' | 'committer' | 'co-author';
    readonly account: Actor | null;
    readonly text: string;
  }[];
}
