import type { Applied } from '../../rules/match.ts';
import type { PullRequestRule, Repository, StatusChecksRule } from '../../world.ts';
import { type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';

export interface RuleIn extends Applied {
  readonly repository: Repository;
}

export const REPOSITORY_RULE: Fields<RuleIn> = {
  id: ({ ruleset, rule }) => nodeId('RepositoryRule', ruleset.id, rule.type),
  type: ({ rule }) => rule.type.toUpperCase(),
  repositoryRuleset: ({ repository, ruleset }) => ({ repository, ruleset }),
  parameters: ({ rule }) => {
    if (rule.type === 'pull_request') return new Typed('PullRequestParameters', rule.parameters);
    if (rule.type === 'required_status_checks') return new Typed('RequiredStatusChecksParameters', rule.parameters);
    return null;
  },
};

export const PULL_REQUEST_PARAMETERS: Fields<PullRequestRule> = {
  requiredApprovingReviewCount: (rule) => rule.required_approving_review_count,
  requireCodeOwnerReview: (rule) => rule.require_code_owner_review,
  dismissStaleReviewsOnPush: (rule) => rule.dismiss_stale_reviews_on_push,
  requireLastPushApproval: (rule) => rule.require_last_push_approval,
  requiredReviewThreadResolution: (rule) => rule.required_review_thread_resolution,
  allowedMergeMethods: (rule) => rule.allowed_merge_methods?.map((method) => method.toUpperCase()) ?? null,
};

export const REQUIRED_STATUS_CHECKS_PARAMETERS: Fields<StatusChecksRule> = {
  strictRequiredStatusChecksPolicy: (rule) => rule.strict_required_status_checks_policy,
  doNotEnforceOnCreate: (rule) => rule.do_not_enforce_on_create ?? false,
  requiredStatusChecks: (rule) => rule.required_status_checks,
};
export const STATUS_CHECK_CONFIGURATION: Fields<StatusChecksRule['required_status_checks'][number]> = {
  context: ({ context }) => context,
  integrationId: ({ integration_id }) => integration_id ?? null,
};
