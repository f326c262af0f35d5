import { coarse, permissionOf } from '../access.ts';
import { setCollaborator } from '../acts/repositories.ts';
import { codeownersAt } from '../codeowners.ts';
import { accountByLogin } from '../find.ts';
import { notFound } from '../refused.ts';
import { permissionsOf } from '../shape/repository.ts';
import { simpleUser } from '../shape/user.ts';
import type { Account, Permission } from '../world.ts';
import { type Call, inRepository, nothing, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';

const METADATA = { app: ['metadata:read'], person: 'read' } as const;
const ADMIN = { app: ['administration:write'], person: 'admin' } as const;
const ONE = '/repos/{owner}/{repo}/collaborators/{username}';

export const collaborators: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/collaborators', METADATA, (call) => {
    const everyone = [...call.world.accounts.values()].filter(
      ({ id, type }) => type === 'User' && (call.repository.collaborators.has(id) || granted(call, id)),
    );
    return paged(call, everyone, (account) => shape(call, account.id));
  }),
  inRepository(`GET ${ONE}/permission`, METADATA, (call) => {
    const { id } = accountOf(call);
    const permission = permissionOf(call.world, call.repository, id);
    return ok({ permission: coarse(permission), role_name: permission, user: shape(call, id) });
  }),
  // GitHub invites; here the invitation is accepted at once.
  inRepository(`PUT ${ONE}`, ADMIN, (call) => {
    const permission = call.body.word('permission', ['pull', 'triage', 'push', 'maintain', 'admin']) ?? 'push';
    setCollaborator(call.world, call.repository, call.viewer, accountOf(call).id, ROLES[permission]);
    return nothing;
  }),
  inRepository(`DELETE ${ONE}`, ADMIN, (call) => {
    setCollaborator(call.world, call.repository, call.viewer, accountOf(call).id, 'none');
    return nothing;
  }),
  inRepository(
    'GET /repos/{owner}/{repo}/codeowners/errors',
    { app: ['contents:read'], person: 'read' },
    ({ world, repository, query }) => {
      const commit = repository.git.resolve(query.get('ref') ?? repository.defaultBranch);
      const codeowners = commit && codeownersAt(world, repository, commit);
      if (!codeowners) throw notFound();
      return ok({ errors: codeowners.errors });
    },
  ),
];

const ROLES = { pull: 'read', triage: 'triage', push: 'write', maintain: 'maintain', admin: 'admin' } as const;

function accountOf({ world, params }: Call): Account {
  const found = accountByLogin(world, params.username ?? '');
  if (found === undefined) throw notFound();
  return found;
}

/** More than anybody has. */
function granted({ world, repository }: RepositoryCall, id: number): boolean {
  const everybody: Permission = repository.visibility === 'public' ? 'read' : 'none';
  return permissionOf(world, repository, id) !== everybody;
}

function shape({ world, repository }: RepositoryCall, id: number) {
  const permission = permissionOf(world, repository, id);
  return {
    ...simpleUser(world, id),
    permissions: permissionsOf(world, repository, { kind: 'account', account: id }),
    role_name: permission,
  };
}
