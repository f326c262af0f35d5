import { commitsBetween, isAncestor } from '../git/history.ts';
import type { Oid } from '../git/object.ts';
import type { Repository, Rule, Viewer, World } from '../world.ts';
import { bypasses } from './bypass.ts';
import { failingChecks } from './checks.ts';
import { rulesFor } from './match.ts';

/** What stands against moving a ref by a push (git, REST or `createCommitOnBranch`), in GitHub's words. */
export function moveViolations(
  world: World,
  repository: Repository,
  viewer: Viewer,
  move: { readonly ref: string; readonly before: Oid | null; readonly to: Oid | null },
): string[] {
  return rulesFor(repository, move.ref)
    .filter(({ ruleset }) => !bypasses(world, repository, ruleset, viewer, 'push'))
    .flatMap(({ rule }) => violations(repository, rule, move.before, move.to));
}

function violations(repository: Repository, rule: Rule, before: Oid | null, to: Oid | null): string[] {
  switch (rule.type) {
    case 'creation':
      return before === null ? ['Cannot create ref due to creations being restricted.'] : [];
    case 'deletion':
      return to === null ? ['Cannot delete this branch'] : [];
    case 'update':
      return before !== null && to !== null ? ['Cannot update this protected ref.'] : [];
    case 'non_fast_forward':
      return before !== null && to !== null && !isAncestor(repository.git.objects, before, to)
        ? ['Cannot force-push to this branch']
        : [];
    case 'required_linear_history':
      return to !== null && mergesBetween(repository, before, to)
        ? ['This branch must not contain merge commits.']
        : [];
    case 'pull_request':
      return before !== null && to !== null ? ['Changes must be made through a pull request.'] : [];
    case 'required_status_checks': {
      if (to === null || (before === null && rule.parameters.do_not_enforce_on_create)) return [];
      return failingChecks(repository, rule.parameters, to);
    }
  }
}

function mergesBetween(repository: Repository, before: Oid | null, to: Oid): boolean {
  const { objects } = repository.git;
  const added = before === null ? [to] : commitsBetween(objects, before, to);
  return added.some((oid) => (objects.commit(oid)?.parents.length ?? 0) > 1);
}
