import type { components } from '@octokit/openapi-types';
import { diffTrees } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import type { Oid } from '../git/object.ts';
import { notFound } from '../refused.ts';
import { commitObject, commitShape } from '../shape/commit.ts';
import { diffEntry } from '../shape/file.ts';
import { apiUrl, htmlUrl } from '../shape/repository.ts';
import { type Answer, ok, type RepositoryCall } from './call.ts';

const MOST_COMMITS = 250;
const MOST_FILES = 300;

/** `GET /repos/{owner}/{repo}/compare/{base}...{head}`: at most 250 commits and 300 files. */
export function comparison({ world, repository, params }: RepositoryCall): Answer {
  const [baseName = '', headName = ''] = (params.basehead ?? '').split('...');
  const [base, head] = [repository.git.resolve(baseName), repository.git.resolve(headName)];
  const common = base && head && mergeBase(repository.git.objects, base, head);
  if (base === undefined || head === undefined || common === undefined) throw notFound();
  const { objects } = repository.git;
  const ahead = commitsBetween(objects, base, head);
  const behind = commitsBetween(objects, head, base);
  const tree = (oid: Oid) => commitObject(repository, oid).tree;
  const changes = diffTrees(objects, tree(common), tree(head));
  const html = `${htmlUrl(world, repository)}/compare/${params.basehead}`;
  const body: components['schemas']['commit-comparison'] = {
    url: `${apiUrl(world, repository)}/compare/${params.basehead}`,
    html_url: html,
    permalink_url: `${htmlUrl(world, repository)}/compare/${base}...${head}`,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: commitShape(world, repository, base),
    merge_base_commit: commitShape(world, repository, common),
    status: statusOf(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.slice(0, MOST_COMMITS).map((oid) => commitShape(world, repository, oid)),
    files: changes.slice(0, MOST_FILES).map((change) => diffEntry(world, repository, change, head)),
  };
  return ok(body);
}

function statusOf(ahead: number, behind: number): 'diverged' | 'ahead' | 'behind' | 'identical' {
  if (ahead > 0 && behind > 0) return 'diverged';
  if (ahead > 0) return 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}
