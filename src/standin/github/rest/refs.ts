import type { components } from '@octokit/openapi-types';
import { moveRef } from '../acts/refs.ts';
import { nodeId } from '../graphql/node-id.ts';
import { notFound, Refused } from '../refused.ts';
import { apiUrl } from '../shape/repository.ts';
import { created, inRepository, nothing, ok, type RepositoryCall, type Route } from './call.ts';
import { paged } from './paging.ts';

const READ = { app: ['contents:read'], person: 'read' } as const;
const WRITE = { app: ['contents:write'], person: 'write' } as const;

export const refs: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/git/ref/{ref+}', READ, (call) => ok(show(call, named(call)))),
  inRepository('GET /repos/{owner}/{repo}/git/matching-refs/{ref+}', READ, (call) => {
    const found = call.repository.git.refs(named(call));
    return paged(call, found, ([name]) => show(call, name));
  }),
  inRepository('POST /repos/{owner}/{repo}/git/refs', WRITE, (call) => {
    const ref = call.body.text('ref');
    const sha = call.body.text('sha');
    if (call.repository.git.refs('refs/heads/').length === 0) throw new Refused(409, 'Git Repository is empty.');
    if (call.repository.git.ref(ref) !== undefined) throw new Refused(422, 'Reference already exists');
    moveRef(call.world, call.repository, call.viewer, { ref, to: sha });
    return created(show(call, ref));
  }),
  inRepository('PATCH /repos/{owner}/{repo}/git/refs/{ref+}', WRITE, (call) => {
    const ref = named(call);
    const to = call.body.text('sha');
    if (call.repository.git.ref(ref) === undefined) throw new Refused(422, 'Reference does not exist');
    moveRef(call.world, call.repository, call.viewer, { ref, to, force: call.body.flag('force') ?? false });
    return ok(show(call, ref));
  }),
  inRepository('DELETE /repos/{owner}/{repo}/git/refs/{ref+}', WRITE, (call) => {
    moveRef(call.world, call.repository, call.viewer, { ref: named(call), to: null });
    return nothing;
  }),
];

/** In a path the ref stands without `refs/`. */
function named({ params }: RepositoryCall): string {
  return `refs/${params.ref}`;
}

function show({ world, repository }: RepositoryCall, ref: string): components['schemas']['git-ref'] {
  const sha = repository.git.ref(ref);
  if (sha === undefined) throw notFound();
  const url = apiUrl(world, repository);
  const type = repository.git.objects.read(sha)?.type ?? 'commit';
  return {
    ref,
    node_id: nodeId('Ref', repository.id, ref),
    url: `${url}/git/${ref}`,
    object: { type, sha, url: `${url}/git/${type}s/${sha}` },
  };
}
