import { accountByLogin, organizationByLogin, repositoryByName, teamBySlug } from './find.ts';
import type { Account, InstallationViewer, Organization, Repository, Team, Viewer, World } from './world.ts';

/** Records by the names that a test writes. What is not there is a mistake of the test: `RangeError`. */
export function accountNamed(world: World, login: string): Account {
  return accountByLogin(world, login) ?? missing('account', login);
}

export function organizationNamed(world: World, login: string): Organization {
  return organizationByLogin(world, login) ?? missing('organization', login);
}

/** `owner/name`. */
export function repositoryNamed(world: World, name: string): Repository {
  const [owner = '', repo = ''] = name.split('/');
  return repositoryByName(world, owner, repo) ?? missing('repository', name);
}

/** `organization/slug`. */
export function teamNamed(world: World, name: string): Team {
  const [login = '', slug = ''] = name.split('/');
  return teamBySlug(world, organizationNamed(world, login).id, slug) ?? missing('team', name);
}

/** The account as it acts; the App's own as its installation in the repository. */
export function viewerNamed(world: World, login: string, repository?: Repository): Viewer {
  const { id } = accountNamed(world, login);
  const installed = world.installations.values().find(({ repositories }) => repositories.has(repository?.id ?? -1));
  if (id !== world.app.account || installed === undefined) return { kind: 'account', account: id };
  const { repositories, permissions } = installed;
  return {
    kind: 'installation',
    app: world.app.id,
    account: id,
    installation: installed.id,
    repositories,
    permissions,
  };
}

/** An App as it acts in one repository, by its slug, with all that it could be granted. */
export function installedApp(world: World, slug: string, { id }: Repository): InstallationViewer {
  const found = world.apps.values().find((app) => app.slug === slug) ?? missing('App', slug);
  const { account, permissions } = found;
  return { kind: 'installation', app: found.id, account, installation: 0, repositories: new Set([id]), permissions };
}

function missing(kind: string, name: string): never {
  throw new RangeError(`the stand-in has no ${kind} \`${name}\``);
}
