import { z } from 'zod';
import { NEEDED } from '../../protection/needed.ts';
import { rulesetsFor } from '../../protection/ruleset.ts';
import { branchName, by, headName, pullName } from '../field.ts';
import { ADMIN } from '../stage/scene.ts';
import type { Stage } from '../stage/stage.ts';
import { stepKind } from '../step.ts';
import { headOf } from './pull.ts';

const [first, ...others] = NEEDED.map(({ name }) => name);
const parameters = z
  .record(z.string(), z.json())
  .meta({ description: 'laid over the parameters of its rules, by the names of the REST API' });

const rulesetStep = z
  .strictObject({
    name: z.enum([first ?? '', ...others]),
    becomes: z.enum(['needed', 'active', 'evaluate', 'disabled', 'gone']).optional(),
    without: z.string().max(40).optional().meta({ description: 'the rule of this type is taken out' }),
    with: z.string().max(40).optional().meta({ description: 'a rule of this type, without parameters, is added' }),
    set: parameters.optional(),
    bypass: z.enum(['admins', 'app', 'nobody']).optional().meta({ description: 'who may pass over it' }),
  })
  .meta({ description: 'an administrator changes a ruleset; `needed` makes it what it was' });

/** By REST, with the administrator's own token: what GitHub does not take fails the rehearsal. */
export const ruleset = stepKind(rulesetStep, {
  tell: ({ name, becomes, ...change }) => `${ADMIN} changes the ruleset ${name}: ${becomes ?? JSON.stringify(change)}`,
  play: async ({ stage }, { name, becomes, without, with: added, set, bypass }) => {
    const there = stage.repository.rulesets.find((one) => one.name === name);
    const needed = rulesetsFor(stage.github.world.app.id).find((one) => one.name === name);
    const at = { id: there?.id };
    if (becomes === 'gone') return void (await stage.as(ADMIN, 'DELETE /repos/{owner}/{repo}/rulesets/{id}', at));
    if (becomes === 'needed') {
      const [method, path] = there === undefined ? ['POST', ''] : ['PUT', '/{id}'];
      return void (await stage.as(ADMIN, `${method} /repos/{owner}/{repo}/rulesets${path}`, { ...at, ...needed }));
    }
    const kept = (there?.rules ?? []).filter(({ type }) => type !== without);
    const rules = [
      ...kept.map((rule) => ('parameters' in rule ? { ...rule, parameters: { ...rule.parameters, ...set } } : rule)),
      ...(added === undefined ? [] : [{ type: added }]),
    ];
    const change = { ...at, rules, ...(becomes && { enforcement: becomes }), ...(bypass && passers(stage, bypass)) };
    await stage.as(ADMIN, 'PUT /repos/{owner}/{repo}/rulesets/{id}', change);
  },
});

const ADMIN_ROLE = 5;

function passers(stage: Stage, who: 'admins' | 'app' | 'nobody') {
  const app = { actor_id: stage.github.world.app.id, actor_type: 'Integration', bypass_mode: 'always' };
  const admins = { actor_id: ADMIN_ROLE, actor_type: 'RepositoryRole', bypass_mode: 'always' };
  return { bypass_actors: { admins: [app, admins], app: [app], nobody: [] }[who] };
}

const methods = z.array(z.enum(['merge', 'squash', 'rebase'])).min(1);

export const merging = stepKind(
  methods.meta({ description: "the ways to merge that the repository's settings allow" }),
  {
    tell: (ways) => `${ADMIN} lets the repository merge by ${ways.join(', ')} only`,
    play: async ({ stage }, ways) => {
      await stage.as(ADMIN, 'PATCH /repos/{owner}/{repo}', {
        allow_merge_commit: ways.includes('merge'),
        allow_squash_merge: ways.includes('squash'),
        allow_rebase_merge: ways.includes('rebase'),
      });
    },
  },
);

const moving = z
  .strictObject({ branch: branchName, by, to: z.union([headName, z.literal('before')]), pull: pullName.optional() })
  .meta({
    description: "a forced push of a branch: `before` its last change, or to a head of `pull`; by GitHub's rules",
  });

export const move = stepKind(moving, {
  tell: ({ branch, by, to }) => `${by} force-pushes ${branch} to ${to}`,
  play: async ({ stage }, { branch, by: who, to, pull }) => {
    const sha = pull === undefined ? before(stage, branch) : headOf(stage.pull(pull), to);
    await stage.as(who, 'PATCH /repos/{owner}/{repo}/git/refs/heads/{branch}', { branch, sha, force: true });
  },
});

function before(stage: Stage, branch: string): string {
  const { git } = stage.repository;
  const [parent] = git.objects.commit(git.branch(branch) ?? '')?.parents ?? [];
  if (parent === undefined) throw new RangeError(`${branch} has nothing before its tip`);
  return parent;
}

const OTHER_APP = { id: 99, slug: 'other-app' };

const checking = z
  .strictObject({ pull: pullName, name: z.string().max(100), conclusion: z.enum(['success', 'failure']) })
  .meta({ description: 'another App reports a check of the head, under whatever name' });

export const check = stepKind(checking, {
  tell: ({ pull, name, conclusion }) => `another App reports ${conclusion} as \`${name}\` on ${pull}`,
  play: ({ stage }, { pull, name, conclusion }) => {
    const { world, seed, acts } = stage.github;
    if (!world.apps.has(OTHER_APP.id)) seed.app({ ...OTHER_APP, permissions: { checks: 'write' } });
    const head = stage.pullRequest(pull).head.sha;
    acts.check(stage.governance, OTHER_APP.slug, head, { name, status: 'completed', conclusion });
  },
});

const answering = z
  .strictObject({
    bypass: z.enum(['shown', 'hidden']).optional().meta({ description: 'who passes over a ruleset, to the App' }),
    rules: z.enum(['shown', 'hidden-from-app', 'hidden-from-jobs']).optional(),
    readers: z
      .enum(['shown', 'hidden'])
      .optional()
      .meta({ description: 'who may read a repository, when an App asks by GraphQL' }),
  })
  .meta({ description: 'GitHub may answer in two ways, and nobody has tried which' });

const HIDDEN = { shown: 'nobody', 'hidden-from-app': 'app', 'hidden-from-jobs': 'jobs' } as const;

export const answers = stepKind(answering, {
  takesTime: false,
  tell: (written) =>
    `from now on GitHub answers so: ${Object.entries(written)
      .map(([what, how]) => `${what} ${how}`)
      .join(', ')}`,
  play: ({ stage }, { bypass, rules, readers }) => {
    const { rulesetAnswers, readerAnswers } = stage.github.world;
    if (bypass !== undefined) rulesetAnswers.bypassShownToApps = bypass === 'shown';
    if (rules !== undefined) rulesetAnswers.rulesHiddenFrom = HIDDEN[rules];
    if (readers !== undefined) readerAnswers.graphqlShowsApps = readers === 'shown';
  },
});
