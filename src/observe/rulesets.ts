import { z } from 'zod';
import { expectShape } from '../github/client.ts';
import type { RulesetThere } from '../protection/mend.ts';
import type { ParametersSeen, Passer, RuleSeen } from '../protection/seen.ts';
import type { RepositoryApi } from './repository-api.ts';

const parametersShape = z.object({
  required_approving_review_count: z.number().nullish(),
  require_code_owner_review: z.boolean().nullish(),
  dismiss_stale_reviews_on_push: z.boolean().nullish(),
  require_last_push_approval: z.boolean().nullish(),
  allowed_merge_methods: z.array(z.string()).nullish(),
  required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })).nullish(),
});
const ruleShape = z.object({
  type: z.string(),
  ruleset_id: z.number().optional(),
  parameters: parametersShape.optional(),
});
const actorShape = z.object({
  actor_type: z.string(),
  actor_id: z.number().nullish(),
  bypass_mode: z.string().optional(),
});
const rulesetShape = z.object({ name: z.string(), enforcement: z.string(), bypass_actors: z.array(actorShape) });
const listedShape = z.object({ id: z.number(), name: z.string(), enforcement: z.string() });

/** The rulesets that rules stand in, each read once. */
export class Rulesets {
  readonly #api: RepositoryApi;
  readonly #read = new Map<number, z.infer<typeof rulesetShape> | null>();

  constructor(api: RepositoryApi) {
    this.#api = api;
  }

  /** Active rules that apply to a branch, or would if it existed ("Get rules for a branch"). */
  async of(branch: string): Promise<readonly RuleSeen[] | null> {
    const rows = await this.#api.seen(async () => {
      const listed = await this.#api.pages('/rules/branches/{branch}', { branch });
      return expectShape(z.array(ruleShape), 'rules', listed);
    });
    if (rows === null) return null;
    const rules: RuleSeen[] = [];
    for (const { type, parameters = {}, ruleset_id } of rows) {
      const ruleset = ruleset_id === undefined ? null : await this.#at(ruleset_id);
      if (ruleset !== null && ruleset.enforcement !== 'active') continue;
      rules.push({
        type,
        ruleset: ruleset?.name ?? `ruleset ${ruleset_id ?? 'of no number'}`,
        parameters: parametersSeen(parameters),
        passers: ruleset?.bypass_actors.map(passerOf) ?? null,
      });
    }
    return rules;
  }

  /** Those of the repository itself, whether they are in force or not. */
  async all(): Promise<readonly RulesetThere[]> {
    const own = await this.#api.seen(async () =>
      expectShape(z.array(listedShape), 'rulesets', await this.#api.pages('/rulesets', { includes_parents: false })),
    );
    return own ?? [];
  }

  /** A ruleset that is not shown whole counts as not shown: its list of who passes over it would be anybody's guess. */
  async #at(id: number): Promise<z.infer<typeof rulesetShape> | null> {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const read = await this.#api.seen(async () =>
      expectShape(rulesetShape, 'ruleset', await this.#api.get('/rulesets/{id}', { id })),
    );
    this.#read.set(id, read);
    return read;
  }
}

function parametersSeen(given: z.infer<typeof parametersShape>): ParametersSeen {
  const { required_status_checks: checks, ...parameters } = given;
  const known = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null);
  const required = checks?.map(({ context, integration_id }) => ({ context, app: integration_id ?? null }));
  return { ...Object.fromEntries(known), ...(required && { required_status_checks: required }) };
}

function passerOf({ actor_type, actor_id, bypass_mode }: z.infer<typeof actorShape>): Passer {
  const app = actor_type === 'Integration' ? (actor_id ?? null) : null;
  return {
    app,
    who: `${NAMES[actor_type] ?? actor_type}${actor_id == null ? '' : ` ${actor_id}`}`,
    mode: bypass_mode ?? null,
  };
}

const NAMES: Readonly<Record<string, string>> = {
  Integration: 'App',
  OrganizationAdmin: 'owners of the organization',
  RepositoryRole: 'role',
  DeployKey: 'deploy keys',
  Team: 'team',
  User: 'account',
};
