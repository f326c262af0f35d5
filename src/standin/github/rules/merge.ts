import { codeownersAt } from '../codeowners.ts';
import { isAncestor } from '../git/history.ts';
import { filesOf } from '../pulls/changes.ts';
import { approvers, latestOpinions } from '../pulls/reviews.ts';
import type { MergeMethod, PullRequest, PullRequestRule, Repository, Rule, Viewer, World } from '../world.ts';
import { bypasses } from './bypass.ts';
import { failingChecks } from './checks.ts';
import { rulesFor } from './match.ts';

/** What stands against merging, in GitHub's words; empty when nothing does. `viewer` null: against anybody. */
export function mergeViolations(
  world: World,
  repository: Repository,
  pull: PullRequest,
  viewer: Viewer | null,
  method: MergeMethod = 'merge',
): string[] {
  return rulesFor(repository, `refs/heads/${pull.base.ref}`)
    .filter(({ ruleset }) => viewer === null || !bypasses(world, repository, ruleset, viewer, 'pull_request'))
    .flatMap(({ rule }) => violations(world, repository, pull, rule, method));
}

function violations(
  world: World,
  repository: Repository,
  pull: PullRequest,
  rule: Rule,
  method: MergeMethod,
): readonly string[] {
  switch (rule.type) {
    case 'update':
      return ['Cannot update this protected ref.'];
    case 'pull_request': {
      const reviews = reviewViolations(world, repository, pull, rule.parameters);
      return [...reviews, ...methodViolations(rule.parameters, method)];
    }
    case 'required_status_checks': {
      const tip = repository.git.branch(pull.base.ref);
      const behind = tip !== undefined && !isAncestor(repository.git.objects, tip, pull.head.sha);
      const stale = rule.parameters.strict_required_status_checks_policy && behind;
      const checks = failingChecks(repository, rule.parameters, pull.head.sha);
      return stale ? [...checks, 'This branch must not be behind its base.'] : checks;
    }
    case 'required_linear_history':
      return method === 'merge' ? ['This branch must not contain merge commits.'] : [];
    case 'creation':
    case 'deletion':
    case 'non_fast_forward':
      return [];
  }
}

function reviewViolations(world: World, repository: Repository, pull: PullRequest, rule: PullRequestRule): string[] {
  const approved = approvers(world, repository, pull);
  const missing: string[] = [];
  if (latestOpinions(world, repository, pull, { writersOnly: true }).some(({ state }) => state === 'CHANGES_REQUESTED'))
    missing.push('Changes requested by a reviewer with write access.');
  const wanted = rule.required_approving_review_count;
  if (approved.length < wanted) {
    const reviews = wanted === 1 ? '1 approving review is' : `${wanted} approving reviews are`;
    missing.push(`At least ${reviews} required by reviewers with write access.`);
  }
  if (rule.require_last_push_approval && !approved.some((id) => id !== lastPusher(repository, pull)))
    missing.push('New changes require approval from someone other than the last pusher.');
  if (rule.require_code_owner_review && awaitsOwner(world, repository, pull, approved))
    missing.push('Waiting on code owner review.');
  return missing;
}

function lastPusher(repository: Repository, pull: PullRequest): number | null {
  const arrival = repository.activity.findLast(
    ({ ref, after }) => ref === `refs/heads/${pull.head.ref}` && after === pull.head.sha,
  );
  return arrival?.actor ?? null;
}

/** Any one owner of the line that matches is enough, for each changed file and for the old name of a moved one. */
function awaitsOwner(world: World, repository: Repository, pull: PullRequest, approved: readonly number[]): boolean {
  const base = repository.git.branch(pull.base.ref);
  const codeowners = base === undefined ? undefined : codeownersAt(world, repository, base);
  if (codeowners === undefined) return false;
  return filesOf(repository, pull)
    .flatMap((file) => ('from' in file ? [file.path, file.from] : [file.path]))
    .map((path) => codeowners.ownersOf(path))
    .some(
      (owners) => owners.length > 0 && !owners.some(({ accounts }) => accounts.some((id) => approved.includes(id))),
    );
}

function methodViolations(rule: PullRequestRule, method: MergeMethod): string[] {
  const allowed = rule.allowed_merge_methods ?? [method];
  return allowed.includes(method) ? [] : [`Merge method ${method} merging is not allowed on this repository`];
}
