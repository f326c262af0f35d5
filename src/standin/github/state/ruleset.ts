import type { Instant } from './account.ts';
import type { MergeMethod } from './repository.ts';

/** All rulesets that match a ref apply together; a bypass is of a whole ruleset (about-rulesets). */
export interface Ruleset {
  readonly id: number;
  name: string;
  target: 'branch' | 'tag';
  /** Rules that are only evaluated refuse nothing, and are not among those that apply to a branch (`repos/get-branch-rules`). */
  enforcement: 'active' | 'evaluate' | 'disabled';
  /** fnmatch patterns over full ref names, or `~DEFAULT_BRANCH`, `~ALL`. */
  conditions: { include: readonly string[]; exclude: readonly string[] };
  rules: Rule[];
  bypass: BypassActor[];
  readonly createdAt: Instant;
  updatedAt: Instant;
}

export type Rule =
  | { type: 'creation' }
  | { type: 'update' }
  | { type: 'deletion' }
  | { type: 'non_fast_forward' }
  | { type: 'required_linear_history' }
  | { type: 'pull_request'; parameters: PullRequestRule }
  | { type: 'required_status_checks'; parameters: StatusChecksRule };

export interface PullRequestRule {
  required_approving_review_count: number;
  require_code_owner_review: boolean;
  dismiss_stale_reviews_on_push: boolean;
  require_last_push_approval: boolean;
  required_review_thread_resolution: boolean;
  allowed_merge_methods?: readonly MergeMethod[];
}
export interface StatusChecksRule {
  strict_required_status_checks_policy: boolean;
  do_not_enforce_on_create?: boolean;
  /** `integration_id` is an App id; without it any App's check of that name counts. */
  required_status_checks: readonly { context: string; integration_id?: number }[];
}

/** Where GitHub may answer in two ways, and nobody has tried: a test can have the other. */
export interface RulesetAnswers {
  /** Whether an App that may not change a ruleset is told who may pass over it. */
  bypassShownToApps: boolean;
  /** To whom the rules of a ref are refused in GraphQL: to nobody, to the App under test, or to every other token of an App's. */
  rulesHiddenFrom: 'nobody' | 'app' | 'jobs';
}

/** For `Integration` the id is the App's id, for `RepositoryRole` 2 maintain, 4 write, 5 admin. */
export interface BypassActor {
  actor_id: number | null;
  actor_type: 'Integration' | 'OrganizationAdmin' | 'RepositoryRole' | 'Team' | 'DeployKey' | 'User';
  bypass_mode: 'always' | 'pull_request' | 'exempt';
}
