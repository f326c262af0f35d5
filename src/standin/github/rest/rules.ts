import { may } from '../access.ts';
import { actorOf } from '../actor.ts';
import { iso } from '../clock.ts';
import { fullName } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import { invalid, notFound } from '../refused.ts';
import { bypasses } from '../rules/bypass.ts';
import { rulesFor } from '../rules/match.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import { announce } from '../webhooks/announce.ts';
import type { BypassActor, Ruleset } from '../world.ts';
import { type Answer, created, inRepository, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';
import { ruleOf } from './rule-fields.ts';

/** Active rules are shown to whoever can read; who may bypass them only to who could change them. */
const READ = { app: ['metadata:read'], person: 'read' } as const;
const ADMIN = { app: ['administration:write'], person: 'admin' } as const;

export const rules: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/rules/branches/{branch+}', READ, (call) => {
    const applied = rulesFor(call.repository, `refs/heads/${call.params.branch}`);
    return paged(call, applied, ({ rule, ruleset }) => ({
      ...rule,
      ruleset_source_type: 'Repository',
      ruleset_source: fullName(call.world, call.repository),
      ruleset_id: ruleset.id,
    }));
  }),
  inRepository('GET /repos/{owner}/{repo}/rulesets', READ, (call) =>
    paged(call, call.repository.rulesets, (ruleset) => summary(call, ruleset)),
  ),
  inRepository('GET /repos/{owner}/{repo}/rulesets/{id}', READ, (call) => {
    const id = numberOf(call, 'id');
    const found = call.repository.rulesets.find((ruleset) => ruleset.id === id);
    if (found === undefined) throw notFound();
    return ok(full(call, found));
  }),
  inRepository('POST /repos/{owner}/{repo}/rulesets', ADMIN, create),
];

function create(call: RepositoryCall): Answer {
  const { world, repository, viewer, body } = call;
  const name = body.text('name');
  if (repository.rulesets.some((ruleset) => ruleset.name === name))
    throw invalid({ resource: 'RepositoryRuleset', field: 'name', code: 'already_exists' });
  const refs = body.object('conditions')?.object('ref_name');
  const now = world.clock.now();
  const ruleset: Ruleset = {
    id: world.next('ruleset'),
    name,
    target: body.word('target', ['branch', 'tag']) ?? 'branch',
    enforcement: body.word('enforcement', ['active', 'disabled']) ?? 'active',
    conditions: { include: refs?.texts('include') ?? [], exclude: refs?.texts('exclude') ?? [] },
    rules: (body.objects('rules') ?? []).map(ruleOf),
    bypass: (body.objects('bypass_actors') ?? []).map((actor): BypassActor => {
      const type = actor.word('actor_type', [
        'Integration',
        'OrganizationAdmin',
        'RepositoryRole',
        'Team',
        'DeployKey',
        'User',
      ]);
      if (type === undefined) throw invalid({ resource: 'RepositoryRuleset', field: 'bypass_actors', code: 'invalid' });
      const mode = actor.word('bypass_mode', ['always', 'pull_request', 'exempt']) ?? 'always';
      return { actor_id: actor.integer('actor_id') ?? null, actor_type: type, bypass_mode: mode };
    }),
    createdAt: now,
    updatedAt: now,
  };
  repository.rulesets.push(ruleset);
  const shape = full(call, ruleset);
  announce(world, repository, actorOf(world, viewer).id, 'repository_ruleset', 'created', {
    repository_ruleset: shape,
  });
  return created(shape);
}

function summary({ world, repository, viewer }: RepositoryCall, ruleset: Ruleset) {
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: ruleset.target,
    source_type: 'Repository',
    source: fullName(world, repository),
    enforcement: ruleset.enforcement,
    node_id: nodeId('RepositoryRuleset', repository.id, ruleset.id),
    current_user_can_bypass: bypasses(world, repository, ruleset, viewer, 'push') ? 'always' : 'never',
    _links: {
      self: { href: `${apiUrl(world, repository)}/rulesets/${ruleset.id}` },
      html: { href: `${htmlUrl(world, repository)}/rules/${ruleset.id}` },
    },
    created_at: iso(ruleset.createdAt),
    updated_at: iso(ruleset.updatedAt),
  };
}

function full(call: RepositoryCall, ruleset: Ruleset) {
  const changes = may(call.world, call.viewer, call.repository, ADMIN);
  return {
    ...summary(call, ruleset),
    conditions: { ref_name: ruleset.conditions },
    rules: ruleset.rules,
    ...(changes && { bypass_actors: ruleset.bypass }),
  };
}
