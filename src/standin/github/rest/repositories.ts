import { actorOf } from '../actor.ts';
import { fork, renameRepository, setVisibility } from '../acts/repositories.ts';
import { accountByLogin, forksOf } from '../find.ts';
import { invalid, Refused } from '../refused.ts';
import { fullRepository, minimalRepository } from '../shape/repository.ts';
import { announce } from '../webhooks/announce.ts';
import type { Repository } from '../world.ts';
import { inRepository, nothing, ok, type RepositoryCall, type Route } from './call.ts';
import type { Fields } from './fields.ts';
import { paged } from './paging.ts';

const READ = { app: ['metadata:read'], person: 'read' } as const;
const ADMIN = { app: ['administration:write'], person: 'admin' } as const;
const show = ({ world, repository, viewer }: RepositoryCall) => fullRepository(world, repository, viewer);

const MERGING = [
  ['merge', 'allow_merge_commit'],
  ['squash', 'allow_squash_merge'],
  ['rebase', 'allow_rebase_merge'],
] as const;

/** GitHub wants at least one way to be left ("Update a repository"). */
function setMergeMethods({ mergeMethods }: Repository, body: Fields): void {
  const left = MERGING.filter(([method, field]) => body.flag(field) ?? mergeMethods.has(method)).map(
    ([method]) => method,
  );
  if (left.length === 0) throw invalid({ resource: 'Repository', field: 'merge_commit_allowed', code: 'invalid' });
  mergeMethods.clear();
  for (const method of left) mergeMethods.add(method);
}

export const repositories: Route[] = [
  inRepository('GET /repos/{owner}/{repo}', READ, (call) => ok(show(call))),
  inRepository('PATCH /repos/{owner}/{repo}', ADMIN, (call) => {
    const { world, repository, viewer, body } = call;
    const visibility = body.word('visibility', ['public', 'private']);
    const isPrivate = body.flag('private');
    if (visibility !== undefined) setVisibility(world, repository, viewer, visibility);
    else if (isPrivate !== undefined) setVisibility(world, repository, viewer, isPrivate ? 'private' : 'public');
    repository.allowForking = body.flag('allow_forking') ?? repository.allowForking;
    repository.archived = body.flag('archived') ?? repository.archived;
    setMergeMethods(repository, body);
    const name = body.maybeText('name');
    if (name !== undefined && name !== repository.name) renameRepository(world, repository, viewer, name);
    return ok(show(call));
  }),
  inRepository('GET /repos/{owner}/{repo}/forks', READ, (call) =>
    paged(call, forksOf(call.world, call.repository), (one) => minimalRepository(call.world, one)),
  ),
  inRepository(
    'POST /repos/{owner}/{repo}/forks',
    { app: ['administration:write'], person: 'read' },
    ({ world, repository, viewer, body }) => {
      const organization = body.maybeText('organization');
      const owner = organization === undefined ? undefined : accountByLogin(world, organization)?.id;
      return { status: 202, body: fullRepository(world, fork(world, repository, viewer, owner), viewer) };
    },
  ),
  inRepository(
    'POST /repos/{owner}/{repo}/dispatches',
    { app: ['contents:write'], person: 'write' },
    ({ world, repository, viewer, body }) => {
      const event = body.text('event_type');
      const payload = body.object('client_payload');
      if (event.length > 100) throw new Refused(422, 'event_type is too long (maximum is 100 characters)');
      if ((payload?.names().length ?? 0) > 10)
        throw new Refused(422, 'No more than 10 properties are allowed; client_payload has too many');
      const fields = { branch: repository.defaultBranch, client_payload: payload?.json() ?? null };
      const by = actorOf(world, viewer).id;
      repository.dispatches.push({ by, event, payload: fields.client_payload });
      announce(world, repository, by, 'repository_dispatch', event, fields);
      return nothing;
    },
  ),
];
