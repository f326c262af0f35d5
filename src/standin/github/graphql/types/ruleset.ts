import { iso } from '../../clock.ts';
import { maySeeBypass } from '../../rules/bypass.ts';
import type { Repository, Ruleset } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import { type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';
import type { BypassIn } from './bypass-actor.ts';
import type { RuleIn } from './rule.ts';

export interface RulesetIn {
  readonly repository: Repository;
  readonly ruleset: Ruleset;
}

export const REPOSITORY_RULESET: Fields<RulesetIn> = {
  id: ({ ruleset }) => nodeId('RepositoryRuleset', ruleset.id),
  databaseId: ({ ruleset }) => ruleset.id,
  name: ({ ruleset }) => ruleset.name,
  target: ({ ruleset }) => ruleset.target.toUpperCase(),
  enforcement: ({ ruleset }) => ruleset.enforcement.toUpperCase(),
  conditions: ({ ruleset }) => ruleset.conditions,
  createdAt: ({ ruleset }) => iso(ruleset.createdAt),
  updatedAt: ({ ruleset }) => iso(ruleset.updatedAt),
  source: ({ repository }) => new Typed('Repository', repository),
  rules: ({ repository, ruleset }, page: Page, _asked, info) =>
    connection(
      ruleset.rules.map((rule): RuleIn => ({ repository, ruleset, rule })),
      page,
      info,
    ),
  /** Null for who is not shown it. */
  bypassActors: ({ repository, ruleset }, page: Page, { world, viewer }, info) =>
    maySeeBypass(world, repository, viewer)
      ? connection(
          ruleset.bypass.map((actor, index): BypassIn => ({ ruleset, actor, index })),
          page,
          info,
        )
      : null,
};

export const REPOSITORY_RULE_CONDITIONS: Fields<Ruleset['conditions']> = {
  refName: (conditions) => conditions,
  repositoryName: () => null,
  repositoryId: () => null,
  repositoryProperty: () => null,
};
export const REF_NAME_CONDITION_TARGET: Fields<Ruleset['conditions']> = {
  include: ({ include }) => include,
  exclude: ({ exclude }) => exclude,
};
