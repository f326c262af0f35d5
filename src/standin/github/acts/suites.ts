import { installationFor } from '../find.ts';
import type { Oid } from '../git/object.ts';
import { checkSuiteShape } from '../shape/check.ts';
import { announce } from '../webhooks/announce.ts';
import type { CheckSuite, Repository, World } from '../world.ts';

/** GitHub makes one suite for each commit pushed and App with `checks: write`, and asks the App to fill it. */
export function openSuite(world: World, repository: Repository, headSha: Oid, headBranch: string | null): void {
  if (installationFor(world, repository.id)?.permissions.checks !== 'write') return;
  const before = repository.suites.length;
  const suite = suiteFor(world, repository, headSha, headBranch);
  if (repository.suites.length === before) return;
  announce(world, repository, world.app.account, 'check_suite', 'requested', {
    check_suite: checkSuiteShape(world, repository, suite),
  });
}

/** An App's suite of a commit, made where there is none. */
export function suiteFor(
  world: World,
  repository: Repository,
  headSha: Oid,
  headBranch: string | null = null,
  app = world.app.id,
): CheckSuite {
  const known = repository.suites.find((suite) => suite.headSha === headSha && suite.app === app);
  if (known !== undefined) return known;
  const made = { id: world.next('suite'), app, headSha, headBranch, createdAt: world.clock.now() };
  repository.suites.push(made);
  return made;
}
