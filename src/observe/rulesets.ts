import { z } from 'zod';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { ClassicRule, ClassicSeen } from '../protection/classic.ts';
import type { RulesetThere } from '../protection/mend.ts';
import type { Kind } from '../protection/needed.ts';
import type { BranchSeen, ParametersSeen, Passer, ProtectionSeen, RuleSeen } from '../protection/seen.ts';

/** All that an administrator is shown of a repository's protections. */
export interface Administered {
  readonly protection: ProtectionSeen;
  readonly classic: readonly ClassicSeen[];
  readonly rulesets: readonly RulesetThere[];
}
type Place = { readonly owner: string; readonly name: string };

const PAGE = 100;
const MOST_PAGES = 10;

/**
 * Reads the protections by REST, as whoever has the token may see them. What is not in an answer, or is no answer, is
 * not seen. Throws `Unanswered` where the repository itself is not shown.
 */
export async function readAdministered(
  github: GitHub,
  { owner, name }: Place,
  app: number | null,
): Promise<Administered> {
  const api = new Rest(github, { owner, repo: name });
  const settings = expectShape(repositoryShape, 'repository', await api.get(''));
  const councils = await api.seen(async () => branchesOf(await api.pages('/git/matching-refs/heads/council/')));
  const named: readonly (readonly [string, Kind])[] = [
    ['main', 'main'],
    ...(councils ?? []).map((branch) => [branch, 'council'] as const),
    ['lanes', 'lanes'],
    ['ledger', 'ledger'],
  ];
  const rulesets = new Rulesets(api);
  const branches: BranchSeen[] = [];
  for (const [branch, kind] of named) branches.push({ branch, kind, rules: await rulesets.of(branch) });
  // Without a list of councils nothing is known of any; without a council, of the one that is to come.
  if (councils === null) branches.push({ branch: 'council/*', kind: 'council', rules: null });
  else if (councils.length === 0) {
    branches.push({ branch: NONE_YET, kind: 'council', rules: await rulesets.of(NONE_YET) });
  }
  const classic: ClassicSeen[] = [];
  for (const [branch] of named) classic.push({ branch, rule: await classicOf(api, branch) });
  const merge_commits = settings.allow_merge_commit ?? null;
  return { protection: { app, excused: null, branches, merge_commits }, classic, rulesets: await rulesets.all() };
}

const NONE_YET = 'council/any';

class Rest {
  readonly #github: GitHub;
  readonly #place: { readonly owner: string; readonly repo: string };

  constructor(github: GitHub, place: { readonly owner: string; readonly repo: string }) {
    this.#github = github;
    this.#place = place;
  }

  async get(path: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    return (await ask(this.#github, `GET /repos/{owner}/{repo}${path}`, { ...this.#place, ...parameters })).data;
  }

  /** All pages of a list. Throws `Unanswered` for what is no list, or none that ends. */
  async pages(path: string, parameters: Record<string, unknown> = {}): Promise<readonly unknown[]> {
    const all: unknown[] = [];
    for (let page = 1; page <= MOST_PAGES; page++) {
      const rows = await this.get(path, { ...parameters, per_page: PAGE, page });
      const some = expectShape(z.array(z.unknown()), path, rows);
      all.push(...some);
      if (some.length < PAGE) return all;
    }
    throw new Unanswered(`${path}: more than can be read`, undefined, undefined);
  }

  /** What was read; null where GitHub did not show it. */
  async seen<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof Unanswered && error.waitMs === undefined) return null;
      throw error;
    }
  }
}

/** The rulesets that rules stand in, each read once. */
class Rulesets {
  readonly #api: Rest;
  readonly #read = new Map<number, z.infer<typeof rulesetShape> | null>();

  constructor(api: Rest) {
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

function branchesOf(refs: readonly unknown[]): readonly string[] {
  const listed = expectShape(z.array(z.object({ ref: z.string() })), 'branches', refs);
  return listed.map(({ ref }) => ref.replace(/^refs\/heads\//, ''));
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

async function classicOf(api: Rest, branch: string): Promise<ClassicSeen['rule']> {
  try {
    const rule = expectShape(
      classicShape,
      'branch protection',
      await api.get('/branches/{branch}/protection', { branch }),
    );
    const apps = rule.restrictions?.apps.map(({ id }) => id);
    return {
      linearHistory: rule.required_linear_history?.enabled ?? null,
      locked: rule.lock_branch?.enabled ?? null,
      restrictedTo: apps ?? null,
    } satisfies ClassicRule;
  } catch (error) {
    if (!(error instanceof Unanswered) || error.waitMs !== undefined) throw error;
    // 404 also hides it from who may not see it; only in these words it says that there is none.
    return error.status === 404 && /Branch not (protected|found)/.test(error.message) ? 'none' : null;
  }
}

const repositoryShape = z.object({ allow_merge_commit: z.boolean().optional() });
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
const enabled = z.object({ enabled: z.boolean() }).optional();
const classicShape = z.object({
  required_linear_history: enabled,
  lock_branch: enabled,
  restrictions: z.object({ apps: z.array(z.object({ id: z.number() })) }).nullish(),
});
