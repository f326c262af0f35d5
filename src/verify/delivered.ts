import type { Named } from '../document/names.ts';
import type { CommentSeen } from './observation/discussion.ts';

/** What people wrote on the issue that delivered a release. */
export interface DeliveredSeen {
  /** The number of the `released` entry. */
  readonly release: number;
  readonly repository: Named;
  readonly issue: number;
  readonly comments: readonly CommentSeen[];
}
