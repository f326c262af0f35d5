import { type BranchKind, CHECK, type Demand, NEEDED, type NeededRule } from './needed.ts';

/** The body of GitHub's "Create a repository ruleset" (REST, `POST /repos/{owner}/{repo}/rulesets`). */
export interface RulesetBody {
  readonly name: string;
  readonly target: 'branch';
  readonly enforcement: 'active';
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly RuleBody[];
  readonly bypass_actors: readonly {
    readonly actor_id: number;
    readonly actor_type: 'Integration';
    readonly bypass_mode: 'always';
  }[];
}
export type RuleBody =
  | { readonly type: 'creation' | 'update' | 'deletion' | 'non_fast_forward' }
  | { readonly type: 'pull_request'; readonly parameters: ReviewParameters }
  | { readonly type: 'required_status_checks'; readonly parameters: CheckParameters };
interface ReviewParameters {
  readonly required_approving_review_count: number;
  readonly require_code_owner_review: boolean;
  readonly dismiss_stale_reviews_on_push: boolean;
  readonly require_last_push_approval: boolean;
  readonly required_review_thread_resolution: false;
  readonly allowed_merge_methods: readonly 'merge'[];
}
interface CheckParameters {
  readonly strict_required_status_checks_policy: false;
  readonly do_not_enforce_on_create: true;
  readonly required_status_checks: readonly { readonly context: string; readonly integration_id: number }[];
}

/** In rulesets `*` stops at a slash and the doubled one before a slash does not ("Creating rulesets", fnmatch). */
const PATTERNS: Readonly<Record<BranchKind, string>> = {
  main: 'refs/heads/main',
  council: 'refs/heads/council/**/*',
  lanes: 'refs/heads/lanes',
  ledger: 'refs/heads/ledger',
};

/** The rulesets that satisfy the table, for the App of this number: exactly what is needed, and nothing beside it. */
export function rulesetsFor(app: number): RulesetBody[] {
  return NEEDED.map(({ name, on, passedBy, rules }) => ({
    name,
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: on.map((kind) => PATTERNS[kind]), exclude: [] } },
    rules: rules.map((rule) => bodyOf(rule, app)),
    bypass_actors:
      passedBy === 'app' ? [{ actor_id: app, actor_type: 'Integration', bypass_mode: 'always' } as const] : [],
  }));
}

function bodyOf({ type, demands }: NeededRule, app: number): RuleBody {
  switch (type) {
    case 'pull_request':
      return { type, parameters: reviewParameters(demands) };
    case 'required_status_checks': {
      const required = [{ context: CHECK, integration_id: app }];
      const parameters = { strict_required_status_checks_policy: false, do_not_enforce_on_create: true } as const;
      return { type, parameters: { ...parameters, required_status_checks: required } };
    }
    default:
      return { type };
  }
}

function reviewParameters(demands: readonly Demand[]): ReviewParameters {
  const demanded = (parameter: Demand['parameter']) => demands.some((demand) => demand.parameter === parameter);
  const least = demands.flatMap((demand) => ('atLeast' in demand ? [demand.atLeast] : []));
  return {
    required_approving_review_count: Math.max(0, ...least),
    require_code_owner_review: demanded('require_code_owner_review'),
    dismiss_stale_reviews_on_push: demanded('dismiss_stale_reviews_on_push'),
    require_last_push_approval: demanded('require_last_push_approval'),
    required_review_thread_resolution: false,
    allowed_merge_methods: ['merge'],
  };
}
