import { z } from 'zod';
import { councilOf } from '../council/branch.ts';
import type { GraphqlError } from '../github/client.ts';
import type { BranchSeen, ParametersSeen, Passer, ProtectionSeen, RuleSeen } from '../protection/seen.ts';
import type { Look } from './look.ts';
import type { Watched } from './observe.ts';

/**
 * Of a ref: all active rules that apply to it, of repository and organization rulesets alike, and who passes over
 * these. It rides in the look's one question, so that seeing the protections costs no request of its own.
 */
export const PROTECTION = `fragment Protection on Ref { rules(first: 50) { totalCount nodes { type
  parameters {
    ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview dismissStaleReviewsOnPush
      requireLastPushApproval allowedMergeMethods }
    ... on RequiredStatusChecksParameters { requiredStatusChecks { context integrationId } } }
  repositoryRuleset { name enforcement bypassActors(first: 20) { totalCount nodes {
    bypassMode deployKey organizationAdmin enterpriseOwner repositoryRoleName
    actor { ... on App { databaseId slug } ... on Team { combinedSlug } } } } } } } }`;

/** What is not shown to this App comes back as an error beside null: it was not seen, and the rest was. */
export function isAboutProtections({ type, path = [] }: GraphqlError): boolean {
  return (type === 'FORBIDDEN' || type === 'NOT_FOUND') && (path.includes('rules') || path.includes('bypassActors'));
}

const EXCUSED = 'a job of Actions is no App: the App sees and judges it';

/** What this look saw of the branches that the pull request depends on. */
export function protectionSeen({ repository }: Look, { appId }: Pick<Watched, 'appId'>): ProtectionSeen {
  const { main, ledger, pullRequest, mergeCommitAllowed } = repository;
  const base = pullRequest.baseRefName;
  return {
    app: appId,
    excused: appId === null ? EXCUSED : null,
    branches: [
      { branch: 'main', kind: 'main', rules: rulesSeen(main?.rules) },
      ...(councilOf(base) === null ? [] : [councilSeen(base, pullRequest.baseRef?.rules)]),
      { branch: 'ledger', kind: 'ledger', rules: rulesSeen(ledger?.rules) },
    ],
    merge_commits: mergeCommitAllowed ?? null,
  };
}

function councilSeen(branch: string, rules: Rules | null | undefined): BranchSeen {
  return { branch, kind: 'council', rules: rulesSeen(rules) };
}

/** A list that was cut off may lack the very rule that is asked for, or the one that is in the way. */
function rulesSeen(rules: Rules | null | undefined): readonly RuleSeen[] | null {
  if (!rules || rules.totalCount !== rules.nodes.length) return null;
  // GitHub says that it gives active rules only; one that says otherwise of itself is not believed to hold.
  const active = rules.nodes.filter(
    ({ repositoryRuleset }) => (repositoryRuleset?.enforcement ?? 'ACTIVE') === 'ACTIVE',
  );
  return active.map(({ type, parameters, repositoryRuleset }) => ({
    type: type.toLowerCase(),
    ruleset: repositoryRuleset?.name ?? 'a ruleset that is not shown',
    parameters: parametersSeen(parameters ?? {}),
    passers: passersSeen(repositoryRuleset?.bypassActors),
  }));
}

function parametersSeen(given: z.infer<typeof parameters>): ParametersSeen {
  const methods = given.allowedMergeMethods?.map((method) => method.toLowerCase());
  const checks = given.requiredStatusChecks?.map(({ context, integrationId }) => ({
    context,
    app: integrationId ?? null,
  }));
  return {
    ...(typeof given.requiredApprovingReviewCount === 'number' && {
      required_approving_review_count: given.requiredApprovingReviewCount,
    }),
    ...(typeof given.requireCodeOwnerReview === 'boolean' && {
      require_code_owner_review: given.requireCodeOwnerReview,
    }),
    ...(typeof given.dismissStaleReviewsOnPush === 'boolean' && {
      dismiss_stale_reviews_on_push: given.dismissStaleReviewsOnPush,
    }),
    ...(typeof given.requireLastPushApproval === 'boolean' && {
      require_last_push_approval: given.requireLastPushApproval,
    }),
    ...(methods && { allowed_merge_methods: methods }),
    ...(checks && { required_status_checks: checks }),
  };
}

function passersSeen(actors: z.infer<typeof bypassActors>): readonly Passer[] | null {
  if (!actors || actors.totalCount !== actors.nodes.length) return null;
  return actors.nodes.map((one) => ({
    app: one.actor?.databaseId ?? null,
    who: whoIs(one),
    mode: one.bypassMode?.toLowerCase() ?? null,
  }));
}

function whoIs({ actor, deployKey, organizationAdmin, enterpriseOwner, repositoryRoleName }: BypassActor): string {
  if (actor?.databaseId != null) return `App ${actor.slug ?? actor.databaseId}`;
  if (actor?.combinedSlug != null) return `team ${actor.combinedSlug}`;
  if (deployKey) return 'deploy keys';
  if (organizationAdmin) return 'owners of the organization';
  if (enterpriseOwner) return 'owners of the enterprise';
  return repositoryRoleName ? `role ${repositoryRoleName}` : 'somebody whom GitHub does not name';
}

const bypassActor = z.object({
  bypassMode: z.string().nullish(),
  deployKey: z.boolean().nullish(),
  organizationAdmin: z.boolean().nullish(),
  enterpriseOwner: z.boolean().nullish(),
  repositoryRoleName: z.string().nullish(),
  actor: z
    .object({ databaseId: z.number().nullish(), slug: z.string().nullish(), combinedSlug: z.string().nullish() })
    .nullish(),
});
type BypassActor = z.infer<typeof bypassActor>;
const bypassActors = z.object({ totalCount: z.number(), nodes: z.array(bypassActor) }).nullish();
const parameters = z.object({
  requiredApprovingReviewCount: z.number().nullish(),
  requireCodeOwnerReview: z.boolean().nullish(),
  dismissStaleReviewsOnPush: z.boolean().nullish(),
  requireLastPushApproval: z.boolean().nullish(),
  allowedMergeMethods: z.array(z.string()).nullish(),
  requiredStatusChecks: z.array(z.object({ context: z.string(), integrationId: z.number().nullish() })).nullish(),
});
/** The rules of a ref, as the fragment asks for them; what is missing was not seen. */
export const rulesShape = z
  .object({
    totalCount: z.number(),
    nodes: z.array(
      z.object({
        type: z.string(),
        parameters: parameters.nullish(),
        repositoryRuleset: z.object({ name: z.string(), enforcement: z.string().nullish(), bypassActors }).nullish(),
      }),
    ),
  })
  .nullish();
type Rules = NonNullable<z.infer<typeof rulesShape>>;
