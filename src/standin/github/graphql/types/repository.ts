import { canSee, demand, may } from '../../access.ts';
import { iso } from '../../clock.ts';
import { codeownersAt } from '../../codeowners.ts';
import { forksOf, fullName, networkOf } from '../../find.ts';
import { htmlUrl } from '../../shape/repository.ts';
import type { Repository, Viewer, World } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { inaccessible, notFound } from '../refusal.ts';
import { actor } from './account.ts';
import { type Collaborators, collaboratorsOf } from './collaborator.ts';
import { byExpression, CONTENTS, gitObject } from './git-object.ts';
import { ISSUES, type IssueIn } from './issue.ts';
import { labelsOf } from './label.ts';
import { PULLS, type PullFilter, type PullIn, pullsOf } from './pulls.ts';
import { refOf } from './ref.ts';
import type { RulesetIn } from './ruleset.ts';

export const REPOSITORY: Fields<Repository> = {
  id: (repository) => nodeId('Repository', repository.id),
  databaseId: (repository) => repository.id,
  name: (repository) => repository.name,
  nameWithOwner: (repository, _args, { world }: Asked) => fullName(world, repository),
  owner: (repository, _args, { world }: Asked) => actor(world, repository.owner),
  url: (repository, _args, { world }: Asked) => htmlUrl(world, repository),
  visibility: (repository) => repository.visibility.toUpperCase(),
  isPrivate: (repository) => repository.visibility === 'private',
  isFork: (repository) => repository.parent !== null,
  isArchived: (repository) => repository.archived,
  isEmpty: (repository) => repository.git.refs().length === 0,
  isInOrganization: (repository, _args, { world }: Asked) =>
    world.accounts.get(repository.owner)?.type === 'Organization',
  mergeCommitAllowed: (repository) => repository.mergeMethods.has('merge'),
  squashMergeAllowed: (repository) => repository.mergeMethods.has('squash'),
  rebaseMergeAllowed: (repository) => repository.mergeMethods.has('rebase'),
  forkingAllowed: (repository) => repository.allowForking,
  /** Of the whole network, as GitHub counts. */
  forkCount: (repository, _args, { world }: Asked) => networkOf(world, repository).length,
  forks: (repository, page: Page, { world, viewer }, info) =>
    connection(
      forksOf(world, repository).filter((fork) => canSee(world, viewer, fork)),
      page,
      info,
    ),
  parent: (repository, _args, { world, viewer }: Asked) => {
    const parent = world.repositories.get(repository.parent ?? 0);
    return parent !== undefined && canSee(world, viewer, parent) ? parent : null;
  },
  createdAt: (repository) => iso(repository.createdAt),
  updatedAt: (repository) => iso(repository.updatedAt),
  pushedAt: (repository) => iso(repository.pushedAt),

  ref: (repository, { qualifiedName }: { qualifiedName: string }, { world, viewer }) => {
    demand(world, viewer, repository, CONTENTS);
    return refOf(repository, qualifiedName);
  },
  refs: (repository, args: Page & { refPrefix: string }, { world, viewer }, info) => {
    demand(world, viewer, repository, CONTENTS);
    return connection(
      repository.git.refs(args.refPrefix).map(([name]) => ({ repository, name })),
      args,
      info,
    );
  },
  defaultBranchRef: (repository, _args, { world, viewer }) => {
    demand(world, viewer, repository, CONTENTS);
    return refOf(repository, `refs/heads/${repository.defaultBranch}`);
  },
  object: (repository, { oid, expression }: { oid?: string | null; expression?: string | null }, { world, viewer }) => {
    demand(world, viewer, repository, CONTENTS);
    return oid ? gitObject(repository, oid) : byExpression(repository, expression ?? 'HEAD');
  },
  /** Null where there is no file, or one too large for GitHub to load; nothing says which. */
  codeowners: (repository, { refName }: { refName?: string | null }, { world, viewer }) => {
    demand(world, viewer, repository, CONTENTS);
    const commit = repository.git.resolve(refName ?? repository.defaultBranch);
    return commit === undefined ? null : (codeownersAt(world, repository, commit) ?? null);
  },

  issue: (repository, { number }: { number: number }, { world, viewer }): IssueIn => {
    demand(world, viewer, repository, ISSUES);
    const issue = repository.issues.get(number);
    if (issue === undefined) throw notFound(`an Issue with the number of ${number}`);
    return { repository, issue };
  },
  pullRequest: (repository, { number }: { number: number }, { world, viewer }): PullIn => {
    demand(world, viewer, repository, PULLS);
    const pull = repository.pulls.get(number);
    if (pull === undefined) throw notFound(`a PullRequest with the number of ${number}`);
    return { repository, pull };
  },
  pullRequests: (repository, args: Page & PullFilter, { world, viewer }, info) => {
    demand(world, viewer, repository, PULLS);
    return connection(pullsOf(repository, args), args, info);
  },
  labels: (repository, page: Page, _asked, info) =>
    connection(labelsOf(repository, [...repository.labels.keys()]), page, info),
  rulesets: (repository, page: Page, _asked, info) =>
    connection(
      repository.rulesets.map((ruleset): RulesetIn => ({ repository, ruleset })),
      page,
      info,
    ),
  ruleset: (repository, { databaseId }: { databaseId: number }): RulesetIn | null => {
    const ruleset = repository.rulesets.find(({ id }) => id === databaseId);
    return ruleset === undefined ? null : { repository, ruleset };
  },
  /** Null for who cannot push, as on GitHub; of an App nobody knows (`ReaderAnswers`). */
  collaborators: (
    repository,
    args: Page & { affiliation?: string | null },
    { world, viewer },
    info,
  ): Collaborators | null =>
    maySeeReaders(world, viewer, repository)
      ? { ...connection(collaboratorsOf(world, repository, args.affiliation ?? 'ALL'), args, info), repository }
      : null,
};

/** `contents: write` is what an App has in the place of push access. */
function maySeeReaders(world: World, viewer: Viewer, repository: Repository): boolean {
  if (viewer.kind === 'installation' && !world.readerAnswers.graphqlShowsApps) throw inaccessible();
  return may(world, viewer, repository, { app: ['contents:write'], person: 'write' });
}
