import type { Actor } from './account.ts';

/** A review of the pull request. */
export interface ReviewSeen {
  readonly id: number;
  readonly state: 'approved' | 'changes_requested' | 'dismissed' | 'commented' | 'pending';
  readonly submittedAt: string | null;
  /** It was dismissed, and asked for changes until then. */
  readonly objected: boolean;
  readonly edited: boolean;
  /** Its text, in which a decision is signed. */
  readonly body: string;
  readonly author: Actor;
  readonly canWrite: boolean;
  readonly head: string | null;
}
