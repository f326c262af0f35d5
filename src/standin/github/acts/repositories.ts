import { coarse } from '../access.ts';
import { actorOf } from '../actor.ts';
import { fullName } from '../find.ts';
import { Refused } from '../refused.ts';
import { fullRepository, repositoryShape } from '../shape/repository.ts';
import { teamFull } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import { announce } from '../webhooks/announce.ts';
import type { Permission, Repository, Team, Viewer, World } from '../world.ts';
import { newRepository } from './new-repository.ts';

/** A fork with all branches, sharing the objects of its parent. The fork a person already has is given back. */
export function fork(world: World, parent: Repository, viewer: Viewer, owner = actorOf(world, viewer).id): Repository {
  if (!parent.allowForking) throw new Refused(403, 'The repository exists, but forking is disabled.');
  const known = world.repositories.values().find((it) => it.parent === parent.id && it.owner === owner);
  if (known !== undefined) return known;
  const made = newRepository(world, {
    owner,
    name: parent.name,
    visibility: parent.visibility,
    defaultBranch: parent.defaultBranch,
    parent,
  });
  for (const [name, oid] of parent.git.refs('refs/heads/')) made.git.setRef(name, oid);
  for (const sha of parent.signedByGitHub) made.signedByGitHub.add(sha);
  announce(world, parent, actorOf(world, viewer).id, 'fork', null, {
    forkee: { ...fullRepository(world, made, viewer), custom_properties: {} },
  });
  return made;
}

/** Both `repository` and, for private to public, `public` tell of it. */
export function setVisibility(
  world: World,
  repository: Repository,
  viewer: Viewer,
  visibility: Repository['visibility'],
): void {
  if (repository.visibility === visibility) return;
  const actor = actorOf(world, viewer).id;
  repository.visibility = visibility;
  repository.updatedAt = world.clock.now();
  if (visibility === 'public') announce(world, repository, actor, 'public', null, {});
  announce(world, repository, actor, 'repository', visibility === 'public' ? 'publicized' : 'privatized', {});
}

/** The old name is answered with 301. */
export function renameRepository(world: World, repository: Repository, viewer: Viewer, name: string): void {
  const from = repository.name;
  world.formerNames.set(fullName(world, repository).toLowerCase(), repository.id);
  repository.name = name;
  repository.updatedAt = world.clock.now();
  const changes = { repository: { name: { from } } };
  announce(world, repository, actorOf(world, viewer).id, 'repository', 'renamed', { changes });
}

/** `none` takes the collaborator away. Told as if an invitation had been accepted at once. */
export function setCollaborator(
  world: World,
  repository: Repository,
  viewer: Viewer,
  id: number,
  permission: Permission,
): void {
  const actor = actorOf(world, viewer).id;
  const before = repository.collaborators.get(id);
  if (permission === 'none') repository.collaborators.delete(id);
  else repository.collaborators.set(id, permission);
  const member = simpleUser(world, id);
  if (permission === 'none') {
    if (before !== undefined) announce(world, repository, actor, 'member', 'removed', { member });
  } else if (before === undefined) {
    const changes = { permission: { to: coarse(permission) }, role_name: { to: permission } };
    announce(world, repository, actor, 'member', 'added', { member, changes });
  } else if (before !== permission) {
    const changes = { permission: { from: coarse(before), to: coarse(permission) }, old_permission: { from: before } };
    announce(world, repository, actor, 'member', 'edited', { member, changes });
  }
}

/** `none` takes the repository from the team. Told twice: of the repository, and of the team. */
export function setTeamPermission(
  world: World,
  repository: Repository,
  viewer: Viewer,
  team: Team,
  permission: Permission,
): void {
  const actor = actorOf(world, viewer).id;
  const before = repository.teams.get(team.id);
  if (permission === 'none') repository.teams.delete(team.id);
  else repository.teams.set(team.id, permission);
  if ((before === undefined) === (permission === 'none')) return;
  const fields = { team: teamFull(world, team) };
  if (permission !== 'none') announce(world, repository, actor, 'team_add', null, fields);
  announce(
    world,
    repository,
    actor,
    'team',
    permission === 'none' ? 'removed_from_repository' : 'added_to_repository',
    fields,
  );
}

/** The App hears nothing of it: `repository.deleted` is not delivered to Apps. Heads of forks become `null`. */
export function deleteRepository(world: World, repository: Repository): void {
  world.repositories.delete(repository.id);
  for (const installation of world.installations.values()) installation.repositories.delete(repository.id);
  for (const other of world.repositories.values()) {
    for (const pull of other.pulls.values()) if (pull.head.repository === repository.id) pull.head.repository = null;
  }
}

/** A new owner. The App hears of it only where it is installed for the new one. */
export function transferRepository(world: World, repository: Repository, viewer: Viewer, owner: number): void {
  const from = repositoryShape(world, repository).owner;
  world.formerNames.set(fullName(world, repository).toLowerCase(), repository.id);
  repository.owner = owner;
  for (const installation of world.installations.values())
    if (installation.account !== owner) installation.repositories.delete(repository.id);
  const changes = { owner: { from: from.type === 'Organization' ? { organization: from } : { user: from } } };
  announce(world, repository, actorOf(world, viewer).id, 'repository', 'transferred', { changes });
}
