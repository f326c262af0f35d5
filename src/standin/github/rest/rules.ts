import { actorOf } from '../actor.ts';
import { iso } from '../clock.ts';
import { fullName } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import { invalid, notFound } from '../refused.ts';
import { bypasses, CHANGES_RULES, maySeeBypass } from '../rules/bypass.ts';
import { rulesFor } from '../rules/match.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import { announce } from '../webhooks/announce.ts';
import type { Ruleset } from '../world.ts';
import { type Answer, created, inRepository, nothing, numberOf, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';
import { rulesetOf } from './rule-fields.ts';

/** Active rules are shown to whoever can read; who may bypass them only to who could change them. */
const READ = { app: ['metadata:read'], person: 'read' } as const;

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
  inRepository('GET /repos/{owner}/{repo}/rulesets/{id}', READ, (call) => ok(full(call, rulesetAt(call)))),
  inRepository('POST /repos/{owner}/{repo}/rulesets', CHANGES_RULES, create),
  inRepository('PUT /repos/{owner}/{repo}/rulesets/{id}', CHANGES_RULES, update),
  inRepository('DELETE /repos/{owner}/{repo}/rulesets/{id}', CHANGES_RULES, remove),
];

function create(call: RepositoryCall): Answer {
  const { world, repository, body } = call;
  const name = body.text('name');
  if (repository.rulesets.some((ruleset) => ruleset.name === name))
    throw invalid({ resource: 'RepositoryRuleset', field: 'name', code: 'already_exists' });
  const now = world.clock.now();
  const ruleset: Ruleset = {
    ...EMPTY,
    rules: [],
    bypass: [],
    ...rulesetOf(body),
    id: world.next('ruleset'),
    name,
    createdAt: now,
    updatedAt: now,
  };
  repository.rulesets.push(ruleset);
  return created(tell(call, ruleset, 'created'));
}

const EMPTY = {
  target: 'branch',
  enforcement: 'active',
  conditions: { include: [], exclude: [] },
} as const;

/** What is not sent stays as it was ("Update a repository ruleset"). */
function update(call: RepositoryCall): Answer {
  const ruleset = rulesetAt(call);
  Object.assign(ruleset, rulesetOf(call.body), { updatedAt: call.world.clock.now() });
  return ok(tell(call, ruleset, 'edited'));
}

function remove(call: RepositoryCall): Answer {
  const ruleset = rulesetAt(call);
  call.repository.rulesets.splice(call.repository.rulesets.indexOf(ruleset), 1);
  tell(call, ruleset, 'deleted');
  return nothing;
}

function rulesetAt(call: RepositoryCall): Ruleset {
  const id = numberOf(call, 'id');
  const found = call.repository.rulesets.find((ruleset) => ruleset.id === id);
  if (found === undefined) throw notFound();
  return found;
}

function tell(call: RepositoryCall, ruleset: Ruleset, action: 'created' | 'edited' | 'deleted') {
  const { world, repository, viewer } = call;
  const shape = full(call, ruleset);
  announce(world, repository, actorOf(world, viewer).id, 'repository_ruleset', action, { repository_ruleset: shape });
  return shape;
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
  const shown = maySeeBypass(call.world, call.repository, call.viewer);
  return {
    ...summary(call, ruleset),
    conditions: { ref_name: ruleset.conditions },
    rules: ruleset.rules,
    ...(shown && { bypass_actors: ruleset.bypass }),
  };
}
