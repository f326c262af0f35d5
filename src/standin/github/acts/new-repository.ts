import { join } from 'node:path';
import { GitRepository } from '../git/repository.ts';
import { unused } from '../new-world.ts';
import type { Repository, World } from '../world.ts';

export interface NewRepository {
  readonly owner: number;
  readonly name: string;
  readonly id?: number;
  readonly visibility?: Repository['visibility'];
  readonly defaultBranch?: string;
  readonly parent?: Repository;
}

/** An empty repository, of which nobody is told. */
export function newRepository(world: World, wanted: NewRepository): Repository {
  const id = wanted.id ?? unused(world, 'repository', world.repositories);
  const defaultBranch = wanted.defaultBranch ?? 'main';
  const now = world.clock.now();
  const git = new GitRepository(join(world.dir, `${id}.git`), {
    defaultBranch,
    ...(wanted.parent && { parent: wanted.parent.git }),
  });
  const repository: Repository = {
    id,
    owner: wanted.owner,
    name: wanted.name,
    visibility: wanted.visibility ?? 'private',
    defaultBranch,
    parent: wanted.parent?.id ?? null,
    archived: false,
    allowForking: true,
    mergeMethods: new Set(['merge', 'squash', 'rebase']),
    collaborators: new Map(),
    teams: new Map(),
    git,
    pulls: new Map(),
    issues: new Map(),
    nextNumber: 1,
    labels: new Map(),
    suites: [],
    runs: [],
    attestations: [],
    workflows: new Map(),
    workflowRuns: [],
    dispatches: [],
    activity: [],
    rulesets: [],
    signedByGitHub: new Set(),
    truncatedTrees: new Set(),
    createdAt: now,
    updatedAt: now,
    pushedAt: now,
  };
  world.repositories.set(id, repository);
  return repository;
}
