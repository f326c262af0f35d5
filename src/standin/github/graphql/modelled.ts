import { CONNECTION, EDGE, PAGE_INFO } from './connection.ts';
import type { Fields } from './field.ts';
import { MUTATION, PAYLOADS } from './mutations/mutation.ts';
import { BOT, USER } from './types/account.ts';
import { APP } from './types/app.ts';
import { BLOB } from './types/blob.ts';
import { REPOSITORY_RULESET_BYPASS_ACTOR } from './types/bypass-actor.ts';
import { PULL_REQUEST_CHANGED_FILE } from './types/changed-file.ts';
import { CHECK_RUN } from './types/check-run.ts';
import { CHECK_SUITE } from './types/check-suite.ts';
import { REPOSITORY_CODEOWNERS, REPOSITORY_CODEOWNERS_ERROR } from './types/codeowners.ts';
import {
  PERMISSION_SOURCE,
  REPOSITORY_COLLABORATOR_CONNECTION,
  REPOSITORY_COLLABORATOR_EDGE,
} from './types/collaborator.ts';
import { ISSUE_COMMENT } from './types/comment.ts';
import { COMMIT } from './types/commit.ts';
import { GIT_ACTOR } from './types/git-actor.ts';
import { ISSUE } from './types/issue.ts';
import { LABEL } from './types/label.ts';
import { ORGANIZATION } from './types/organization.ts';
import { PULL_REQUEST } from './types/pull-request.ts';
import { PULL_REQUEST_COMMIT } from './types/pull-request-commit.ts';
import { QUERY } from './types/query.ts';
import { RATE_LIMIT } from './types/rate-limit.ts';
import { REF } from './types/ref.ts';
import { REPOSITORY } from './types/repository.ts';
import { PULL_REQUEST_REVIEW } from './types/review.ts';
import { REVIEW_REQUEST } from './types/review-request.ts';
import {
  PULL_REQUEST_PARAMETERS,
  REPOSITORY_RULE,
  REQUIRED_STATUS_CHECKS_PARAMETERS,
  STATUS_CHECK_CONFIGURATION,
} from './types/rule.ts';
import { REF_NAME_CONDITION_TARGET, REPOSITORY_RULE_CONDITIONS, REPOSITORY_RULESET } from './types/ruleset.ts';
import { GPG_SIGNATURE } from './types/signature.ts';
import { STATUS_CHECK_ROLLUP } from './types/status-rollup.ts';
import { TEAM } from './types/team.ts';
import { TIMELINE_EVENTS } from './types/timeline.ts';
import { TREE, TREE_ENTRY } from './types/tree.ts';

const TYPES: Readonly<Record<string, Fields<never>>> = {
  App: APP,
  Blob: BLOB,
  Bot: BOT,
  CheckRun: CHECK_RUN,
  CheckSuite: CHECK_SUITE,
  Commit: COMMIT,
  GitActor: GIT_ACTOR,
  GpgSignature: GPG_SIGNATURE,
  Issue: ISSUE,
  IssueComment: ISSUE_COMMENT,
  Label: LABEL,
  Mutation: MUTATION,
  Organization: ORGANIZATION,
  PageInfo: PAGE_INFO,
  PermissionSource: PERMISSION_SOURCE,
  PullRequest: PULL_REQUEST,
  PullRequestChangedFile: PULL_REQUEST_CHANGED_FILE,
  PullRequestCommit: PULL_REQUEST_COMMIT,
  PullRequestParameters: PULL_REQUEST_PARAMETERS,
  PullRequestReview: PULL_REQUEST_REVIEW,
  Query: QUERY,
  RateLimit: RATE_LIMIT,
  Ref: REF,
  RefNameConditionTarget: REF_NAME_CONDITION_TARGET,
  Repository: REPOSITORY,
  RepositoryCodeowners: REPOSITORY_CODEOWNERS,
  RepositoryCodeownersError: REPOSITORY_CODEOWNERS_ERROR,
  RepositoryCollaboratorConnection: REPOSITORY_COLLABORATOR_CONNECTION,
  RepositoryCollaboratorEdge: REPOSITORY_COLLABORATOR_EDGE,
  RepositoryRule: REPOSITORY_RULE,
  RepositoryRuleConditions: REPOSITORY_RULE_CONDITIONS,
  RepositoryRuleset: REPOSITORY_RULESET,
  RepositoryRulesetBypassActor: REPOSITORY_RULESET_BYPASS_ACTOR,
  RequiredStatusChecksParameters: REQUIRED_STATUS_CHECKS_PARAMETERS,
  ReviewRequest: REVIEW_REQUEST,
  StatusCheckConfiguration: STATUS_CHECK_CONFIGURATION,
  StatusCheckRollup: STATUS_CHECK_ROLLUP,
  Team: TEAM,
  Tree: TREE,
  TreeEntry: TREE_ENTRY,
  User: USER,
  ...PAYLOADS,
  ...TIMELINE_EVENTS,
};

/** How a type answers its fields; `undefined` for a type that is not modelled at all. */
export function fieldsOf(type: string): Fields<never> | undefined {
  const own = TYPES[type];
  if (own !== undefined) return own;
  if (type.endsWith('Connection')) return CONNECTION;
  return type.endsWith('Edge') ? EDGE : undefined;
}
