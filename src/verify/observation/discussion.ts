import type { Actor } from './account.ts';

/** A comment of an issue or a pull request. */
export interface CommentSeen {
  readonly id: number;
  /** Written by this App. */
  readonly own: boolean;
  readonly author: Actor;
  readonly body: string;
  readonly createdAt: string;
  readonly edited: boolean;
  /** Written through an App on behalf of somebody; null where nobody asked, since it holds no command. */
  readonly viaApp: boolean | null;
}

/** What is read of a pull request's conversation. */
export interface DiscussionSeen {
  /** The comments of others that hold a command or seem to, in the order in which they were written. */
  readonly comments: readonly CommentSeen[];
  /** Our own comments that say how it stands, the first first; there should be one at most. */
  readonly status: readonly StatusSeen[];
}

/** A comment of ours that says how it stands. */
export interface StatusSeen {
  /** The comment. */
  readonly id: number;
  /** Digest of what we wrote there last; null where it is gone. */
  readonly digest: string | null;
  /** Somebody else edited it since. */
  readonly touched: boolean;
}
