import { fullName } from '../find.ts';
import { nodeId } from '../graphql/node-id.ts';
import { installationShape } from '../shape/app.ts';
import { simpleUser } from '../shape/user.ts';
import type { Installation, Repository, World } from '../world.ts';

/** Lets the installation of the owner's account reach one more repository. */
export function installOn(world: World, repository: Repository, sender: number): void {
  const installation = installationOf(world, repository.owner);
  installation.repositories.add(repository.id);
  tellRepositories(world, installation, sender, 'added', repository);
}

export function uninstallFrom(world: World, repository: Repository, sender: number): void {
  const installation = installationOf(world, repository.owner);
  installation.repositories.delete(repository.id);
  tellRepositories(world, installation, sender, 'removed', repository);
}

export function setSuspended(world: World, account: number, sender: number, suspended: boolean): void {
  const installation = installationOf(world, account);
  installation.suspended = suspended;
  tell(world, installation, sender, 'installation', suspended ? 'suspend' : 'unsuspend', {});
}

function installationOf(world: World, account: number): Installation {
  const found = world.installations.values().find((installation) => installation.account === account);
  if (found === undefined) throw new RangeError(`the App is not installed for account ${account}`);
  return found;
}

function tellRepositories(
  world: World,
  installation: Installation,
  sender: number,
  action: 'added' | 'removed',
  repository: Repository,
): void {
  const about = {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(world, repository),
    private: repository.visibility === 'private',
  };
  tell(world, installation, sender, 'installation_repositories', action, {
    repository_selection: 'selected',
    repositories_added: action === 'added' ? [about] : [],
    repositories_removed: action === 'removed' ? [about] : [],
    requester: null,
  });
}

/** Apps hear of their own installations without having subscribed. */
function tell(
  world: World,
  installation: Installation,
  sender: number,
  event: string,
  action: string,
  fields: object,
): void {
  const payload = {
    action,
    installation: installationShape(world, installation),
    ...fields,
    sender: simpleUser(world, sender),
  };
  const about = { installation: installation.id, repository: null };
  world.outbox.add({ event, action, ...about, body: JSON.stringify(payload) });
}
