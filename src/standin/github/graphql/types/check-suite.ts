import type { Need } from '../../access.ts';
import { iso } from '../../clock.ts';
import { suiteState } from '../../shape/check.ts';
import type { CheckRun, CheckSuite, Repository } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { type CheckRunFilter, runsIn } from './check-run.ts';
import { commitOrNull } from './git-object.ts';

/** What an App needs to see checks; `Commit.checkSuites` of a private repository is hidden without it. */
export const CHECKS: Need = { app: ['checks:read'], person: 'read' };

export interface SuiteIn {
  readonly repository: Repository;
  readonly suite: CheckSuite;
}
export interface CheckFilter {
  readonly appId?: number | null;
  readonly checkName?: string | null;
}

/** The suites of a commit; `checkName` keeps those that have a run of that name. */
export function suitesOf(repository: Repository, sha: string, filter: CheckFilter): SuiteIn[] {
  return repository.suites
    .filter((suite) => suite.headSha === sha && (filter.appId == null || suite.app === filter.appId))
    .map((suite) => ({ repository, suite }))
    .filter((source) => filter.checkName == null || runsOf(source).some((run) => run.name === filter.checkName));
}

export const CHECK_SUITE: Fields<SuiteIn> = {
  id: ({ repository, suite }) => nodeId('CheckSuite', repository.id, suite.id),
  databaseId: ({ suite }) => suite.id,
  app: ({ suite }, _args, { world }: Asked) => world.apps.get(suite.app) ?? null,
  branch: ({ repository, suite }) =>
    suite.headBranch !== null && repository.git.branch(suite.headBranch) !== undefined
      ? { repository, name: `refs/heads/${suite.headBranch}` }
      : null,
  commit: ({ repository, suite }) => commitOrNull(repository, suite.headSha),
  createdAt: ({ suite }) => iso(suite.createdAt),
  repository: ({ repository }) => repository,
  status: (source) => suiteState(runsOf(source)).status.toUpperCase(),
  conclusion: (source) => suiteState(runsOf(source)).conclusion?.toUpperCase() ?? null,
  checkRuns: (source, args: Page & { filterBy?: CheckRunFilter | null }, _asked, info) =>
    connection(runsIn(source.repository, runsOf(source), args.filterBy ?? {}), args, info),
};

function runsOf({ repository, suite }: SuiteIn): CheckRun[] {
  return repository.runs.filter((run) => run.suite === suite.id);
}
