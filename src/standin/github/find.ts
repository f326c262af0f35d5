import { notFound } from './refused.ts';
import type { Account, App, Installation, Issue, Organization, PullRequest, Repository, Team, World } from './world.ts';

/** The account, which must exist: for ids that the world itself wrote down. */
export function account(world: World, id: number): Account {
  const found = world.accounts.get(id);
  if (found === undefined) throw new Error(`the stand-in has no account ${id}`);
  return found;
}

export function app(world: World, id: number): App {
  const found = world.apps.get(id);
  if (found === undefined) throw new Error(`the stand-in has no App ${id}`);
  return found;
}

export function repository(world: World, id: number): Repository {
  const found = world.repositories.get(id);
  if (found === undefined) throw new Error(`the stand-in has no repository ${id}`);
  return found;
}

/** Logins are compared without case. */
export function accountByLogin(world: World, login: string): Account | undefined {
  const wanted = login.toLowerCase();
  return world.accounts.values().find((candidate) => candidate.login.toLowerCase() === wanted);
}

export function organizationByLogin(world: World, login: string): Organization | undefined {
  const found = accountByLogin(world, login);
  return found?.type === 'Organization' ? found : undefined;
}

/** Whose commits these are: the noreply address of an account, or one that it has added. */
export function accountByEmail(world: World, email: string): Account | undefined {
  const wanted = email.toLowerCase();
  return world.accounts
    .values()
    .find((candidate) => [noreply(candidate), ...candidate.emails].some((own) => own.toLowerCase() === wanted));
}

/** The address that GitHub gives to every account for its commits. */
export function noreply(of: Account): string {
  return `${of.id}+${of.login}@users.noreply.github.com`;
}

export function repositoryByName(world: World, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return world.repositories.values().find((candidate) => fullName(world, candidate).toLowerCase() === wanted);
}

export function fullName(world: World, of: Repository): string {
  return `${account(world, of.owner).login}/${of.name}`;
}

export function teamBySlug(world: World, organization: number, slug: string): Team | undefined {
  return world.teams.values().find((team) => team.organization === organization && team.slug === slug.toLowerCase());
}

/** The team and those below it: members of a child are members of its parent. */
export function teamMembers(world: World, team: Team): Map<number, 'member' | 'maintainer'> {
  const members = new Map(team.members);
  for (const child of world.teams.values()) {
    if (child.parent !== team.id) continue;
    for (const id of teamMembers(world, child).keys()) if (!members.has(id)) members.set(id, 'member');
  }
  return members;
}

export function pull(of: Repository, number: number): PullRequest {
  const found = of.pulls.get(number);
  if (found === undefined) throw notFound();
  return found;
}

export function issueOrPull(of: Repository, number: number): Issue | PullRequest {
  const found = of.issues.get(number) ?? of.pulls.get(number);
  if (found === undefined) throw notFound();
  return found;
}

/** The installation of the App that reaches this repository. */
export function installationFor(world: World, id: number): Installation | undefined {
  return world.installations.values().find((candidate) => candidate.repositories.has(id));
}

export function forksOf(world: World, of: Repository): Repository[] {
  return [...world.repositories.values()].filter((candidate) => candidate.parent === of.id);
}

/** Its forks, theirs, and so on. */
export function networkOf(world: World, of: Repository): Repository[] {
  return forksOf(world, of).flatMap((fork) => [fork, ...networkOf(world, fork)]);
}
