import type { Instant } from './account.ts';

/** What issues and pull requests share: one number space, one thread of comments. Authors are account ids. */
interface Discussion {
  /** The id of the issue; a pull request has another id of its own. */
  readonly id: number;
  readonly number: number;
  /** `null`: the account is gone (GitHub's `ghost`). */
  author: number | null;
  /** The App on whose behalf it was made, if any. */
  readonly viaApp: number | null;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  labels: string[];
  assignees: number[];
  locked: boolean;
  readonly createdAt: Instant;
  updatedAt: Instant;
  closedAt: Instant | null;
  closedBy: number | null;
  lastEditedAt: Instant | null;
  editor: number | null;
  readonly comments: Comment[];
}

export interface Issue extends Discussion {
  readonly kind: 'issue';
  stateReason: 'completed' | 'not_planned' | 'reopened' | 'duplicate' | null;
}

export interface PullRequest extends Discussion {
  readonly kind: 'pull';
  readonly pullId: number;
  draft: boolean;
  /** `sha` is the base tip when the pull request was opened, last pushed to or retargeted: never the live tip. */
  base: { ref: string; sha: string };
  /** `repository` is null once a fork is gone; `ref` has no `refs/heads/`. */
  head: { repository: number | null; ref: string; sha: string };
  maintainerCanModify: boolean;
  merged: Merged | null;
  readonly reviews: Review[];
  requestedReviewers: number[];
  requestedTeams: number[];
  readonly timeline: TimelineEvent[];
}
export interface Merged {
  readonly at: Instant;
  readonly by: number;
  readonly sha: string;
}

export type ReviewState = 'PENDING' | 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'DISMISSED';

/** Fields are writable so that a test can forge what GitHub would never have accepted. */
export interface Review {
  readonly id: number;
  author: number | null;
  state: ReviewState;
  body: string;
  /** The head that was reviewed; null when that commit was collected as garbage. */
  commit: string | null;
  readonly createdAt: Instant;
  updatedAt: Instant;
  submittedAt: Instant | null;
  lastEditedAt: Instant | null;
  onBehalfOf: number[];
}

export interface Comment {
  readonly id: number;
  author: number | null;
  readonly viaApp: number | null;
  body: string;
  readonly createdAt: Instant;
  updatedAt: Instant;
  lastEditedAt: Instant | null;
  editor: number | null;
}

interface Happened {
  readonly id: number;
  readonly at: Instant;
  readonly actor: number;
}
export type TimelineEvent =
  | (Happened & { kind: 'review_dismissed'; review: number; previous: ReviewState; message: string; head: string })
  | (Happened & { kind: 'head_ref_force_pushed'; before: string; after: string })
  | (Happened & { kind: 'base_ref_changed'; from: string; to: string })
  | (Happened & { kind: 'convert_to_draft' | 'ready_for_review' | 'closed' | 'reopened' | 'merged' })
  | (Happened & { kind: 'review_requested'; reviewer: { kind: 'user' | 'team'; id: number } })
  | (Happened & { kind: 'renamed_title'; from: string; to: string });
