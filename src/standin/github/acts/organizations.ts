import { actorOf } from '../actor.ts';
import { fullName } from '../find.ts';
import { teamFull } from '../shape/team.ts';
import { simpleUser } from '../shape/user.ts';
import { announceToOrganization } from '../webhooks/announce.ts';
import type { Team, Viewer, World } from '../world.ts';

/** `none` takes the person out of the team. */
export function setTeamMember(
  world: World,
  team: Team,
  viewer: Viewer,
  id: number,
  role: 'member' | 'maintainer' | 'none',
): void {
  const before = team.members.get(id);
  if (role === 'none') team.members.delete(id);
  else team.members.set(id, role);
  if ((before === undefined) === (role === 'none')) return;
  announceToOrganization(
    world,
    team.organization,
    actorOf(world, viewer).id,
    'membership',
    role === 'none' ? 'removed' : 'added',
    { scope: 'team', member: simpleUser(world, id), team: teamFull(world, team) },
  );
}

/** The id stays, the login becomes free for anybody to claim. Repositories under the old name are redirected. */
export function renameAccount(world: World, id: number, login: string): void {
  const account = world.accounts.get(id);
  if (account === undefined) throw new RangeError(`the stand-in has no account ${id}`);
  for (const repository of world.repositories.values())
    if (repository.owner === id) world.formerNames.set(fullName(world, repository).toLowerCase(), repository.id);
  account.login = login;
}

/** What the account wrote stays, by nobody: GitHub's pages show `ghost`. */
export function deleteAccount(world: World, id: number): void {
  world.accounts.delete(id);
  for (const team of world.teams.values()) team.members.delete(id);
  for (const [token, { viewer }] of world.tokens)
    if (viewer.kind === 'account' && viewer.account === id) world.tokens.delete(token);
  for (const repository of world.repositories.values()) {
    repository.collaborators.delete(id);
    for (const row of repository.activity) if (row.actor === id) row.actor = null;
    for (const discussion of [...repository.pulls.values(), ...repository.issues.values()]) {
      const authored = [discussion, ...discussion.comments, ...(discussion.kind === 'pull' ? discussion.reviews : [])];
      for (const item of authored) if (item.author === id) item.author = null;
    }
  }
}
