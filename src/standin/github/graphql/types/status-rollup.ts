import type { CheckRun } from '../../world.ts';
import { connection, type Page } from '../connection.ts';
import { type Fields, Typed } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { latest, runsIn } from './check-run.ts';
import type { InGit } from './git-object.ts';

interface Rollup {
  readonly commit: InGit;
  readonly runs: readonly CheckRun[];
}

/** All that was said of a commit, the latest of each name; null when nothing was. There are no commit statuses here. */
export function rollupOf(commit: InGit): Rollup | null {
  const runs = latest(commit.repository.runs.filter((run) => run.headSha === commit.oid));
  return runs.length === 0 ? null : { commit, runs };
}

export const STATUS_CHECK_ROLLUP: Fields<Rollup> = {
  id: ({ commit }) => nodeId('StatusCheckRollup', commit.repository.id, commit.oid),
  commit: ({ commit }) => commit,
  state: ({ runs }) => {
    const failed = runs.some((run) => run.conclusion !== null && !PASSED.includes(run.conclusion));
    if (failed) return 'FAILURE';
    return runs.every(({ status }) => status === 'completed') ? 'SUCCESS' : 'PENDING';
  },
  contexts: ({ commit, runs }, page: Page, _asked, info) =>
    connection(
      runsIn(commit.repository, runs, {}).map((run) => new Typed('CheckRun', run)),
      page,
      info,
    ),
};

const PASSED: readonly string[] = ['success', 'neutral', 'skipped'];
