import { z } from 'zod';
import { expectShape, type GitHub, Unanswered } from '../github/client.ts';
import type { ClassicRule, ClassicSeen } from '../protection/classic.ts';
import type { RulesetThere } from '../protection/mend.ts';
import type { BranchKind } from '../protection/needed.ts';
import type { BranchSeen, ProtectionSeen } from '../protection/seen.ts';
import type { Place } from './blob.ts';
import { RepositoryApi } from './repository-api.ts';
import { Rulesets } from './rulesets.ts';

/** All that an administrator is shown of a repository's protections. */
export interface Administered {
  readonly protection: ProtectionSeen;
  readonly classic: readonly ClassicSeen[];
  readonly rulesets: readonly RulesetThere[];
}

/**
 * Reads the protections by REST, as whoever has the token may see them. What is not in an answer, or is no answer, is
 * not seen. Throws `Unanswered` where the repository itself is not shown.
 */
export async function readAdministered(
  github: GitHub,
  { owner, name }: Place,
  app: number | null,
): Promise<Administered> {
  const api = new RepositoryApi(github, { owner, repo: name });
  const settings = expectShape(repositoryShape, 'repository', await api.get(''));
  const councils = await api.seen(async () => branchesOf(await api.pages('/git/matching-refs/heads/council/')));
  const named: readonly (readonly [string, BranchKind])[] = [
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

function branchesOf(refs: readonly unknown[]): readonly string[] {
  const listed = expectShape(z.array(z.object({ ref: z.string() })), 'branches', refs);
  return listed.map(({ ref }) => ref.replace(/^refs\/heads\//, ''));
}

async function classicOf(api: RepositoryApi, branch: string): Promise<ClassicSeen['rule']> {
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
const enabled = z.object({ enabled: z.boolean() }).optional();
const classicShape = z.object({
  required_linear_history: enabled,
  lock_branch: enabled,
  restrictions: z.object({ apps: z.array(z.object({ id: z.number() })) }).nullish(),
});
