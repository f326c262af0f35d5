import { invalid } from '../refused.ts';
import type { BypassActor, Rule, Ruleset } from '../world.ts';
import type { Fields } from './fields.ts';

const PLAIN = ['creation', 'update', 'deletion', 'non_fast_forward', 'required_linear_history'] as const;

const ACTORS = ['Integration', 'OrganizationAdmin', 'RepositoryRole', 'Team', 'DeployKey', 'User'] as const;

/** What of a ruleset was sent, and nothing of what was not. */
export function rulesetOf(given: Fields): Partial<Ruleset> {
  const name = given.maybeText('name');
  const target = given.word('target', ['branch', 'tag']);
  const enforcement = given.word('enforcement', ['active', 'evaluate', 'disabled']);
  const refs = given.object('conditions')?.object('ref_name');
  const rules = given.objects('rules')?.map(ruleOf);
  const bypass = given.objects('bypass_actors')?.map(passerOf);
  return {
    ...(name !== undefined && { name }),
    ...(target && { target }),
    ...(enforcement && { enforcement }),
    ...(refs && { conditions: { include: refs.texts('include') ?? [], exclude: refs.texts('exclude') ?? [] } }),
    ...(rules && { rules }),
    ...(bypass && { bypass }),
  };
}

function passerOf(given: Fields): BypassActor {
  const type = given.word('actor_type', ACTORS);
  if (type === undefined) throw invalid({ resource: 'RepositoryRuleset', field: 'bypass_actors', code: 'invalid' });
  const mode = given.word('bypass_mode', ['always', 'pull_request', 'exempt']) ?? 'always';
  return { actor_id: given.integer('actor_id') ?? null, actor_type: type, bypass_mode: mode };
}

/** A rule of a ruleset as it is sent. A type that the stand-in does not enforce is refused rather than forgotten. */
function ruleOf(given: Fields): Rule {
  const plain = PLAIN.find((type) => type === given.text('type'));
  if (plain !== undefined) return { type: plain };
  const parameters = given.object('parameters');
  const type = given.word('type', ['pull_request', 'required_status_checks']);
  if (type === undefined || parameters === undefined)
    throw invalid({ resource: 'RepositoryRuleset', field: 'rules', code: 'invalid' });
  return type === 'pull_request'
    ? { type, parameters: reviewParameters(parameters) }
    : { type, parameters: checkParameters(parameters) };
}

function reviewParameters(given: Fields): Extract<Rule, { type: 'pull_request' }>['parameters'] {
  const methods = given.texts('allowed_merge_methods');
  const known = (['merge', 'squash', 'rebase'] as const).filter((method) => methods?.includes(method) ?? true);
  return {
    required_approving_review_count: given.integer('required_approving_review_count') ?? 0,
    require_code_owner_review: given.flag('require_code_owner_review') ?? false,
    dismiss_stale_reviews_on_push: given.flag('dismiss_stale_reviews_on_push') ?? false,
    require_last_push_approval: given.flag('require_last_push_approval') ?? false,
    required_review_thread_resolution: given.flag('required_review_thread_resolution') ?? false,
    allowed_merge_methods: known,
  };
}

function checkParameters(given: Fields): Extract<Rule, { type: 'required_status_checks' }>['parameters'] {
  return {
    strict_required_status_checks_policy: given.flag('strict_required_status_checks_policy') ?? false,
    do_not_enforce_on_create: given.flag('do_not_enforce_on_create') ?? false,
    required_status_checks: (given.objects('required_status_checks') ?? []).map((check) => {
      const integration = check.integer('integration_id');
      return { context: check.text('context'), ...(integration !== undefined && { integration_id: integration }) };
    }),
  };
}
