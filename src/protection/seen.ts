import type { BranchKind } from './needed.ts';

/**
 * What GitHub said of its own protections: plain values, in the words of its REST API, from whichever API they came.
 * What was not in the answer is not here either, or null: nothing stands for "fine".
 */
export interface ProtectionSeen {
  /** The App by whose number checks and bypass lists are judged; null where it is not known. */
  readonly app: number | null;
  /** Why what was not shown is no hold; null where it must be shown. */
  readonly excused: string | null;
  readonly branches: readonly BranchSeen[];
  /** Whether the repository's settings allow merge commits. */
  readonly merge_commits: boolean | null;
}
export interface BranchSeen {
  readonly branch: string;
  readonly kind: BranchKind;
  /** Every active rule that applies to the branch, of whichever ruleset; null where they could not be read. */
  readonly rules: readonly RuleSeen[] | null;
}
export interface RuleSeen {
  readonly type: string;
  /** The name of the ruleset that it stands in. */
  readonly ruleset: string;
  readonly parameters: ParametersSeen;
  /** Who may pass over that ruleset; null where it is not shown, as to anyone who may not change it. */
  readonly passers: readonly Passer[] | null;
}
export interface ParametersSeen {
  readonly required_approving_review_count?: number;
  readonly require_code_owner_review?: boolean;
  readonly dismiss_stale_reviews_on_push?: boolean;
  readonly require_last_push_approval?: boolean;
  readonly allowed_merge_methods?: readonly string[];
  readonly required_status_checks?: readonly CheckRequired[];
}
/** `app` null: a check of that name from anyone. */
export interface CheckRequired {
  readonly context: string;
  readonly app: number | null;
}
export interface Passer {
  readonly app: number | null;
  /** Who it is, for people. */
  readonly who: string;
  /** `always`, `pull_request` or `exempt`; null where it was not in the answer. */
  readonly mode: string | null;
}
