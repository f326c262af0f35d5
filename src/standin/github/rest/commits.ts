import { actorOf, signatureOf } from '../actor.ts';
import { ancestry } from '../git/history.ts';
import type { Oid, Signature } from '../git/object.ts';
import { notFound, Refused } from '../refused.ts';
import { commitShape, commitWithFiles, gitCommit } from '../shape/commit.ts';
import { type Call, created, inRepository, ok, type RepositoryCall, type Route } from './call.ts';
import { comparison } from './compare.ts';
import type { Fields } from './fields.ts';
import { paged } from './paging.ts';

const READ = { app: ['contents:read'], person: 'read' } as const;
const WRITE = { app: ['contents:write'], person: 'write' } as const;

export const commits: Route[] = [
  inRepository('GET /repos/{owner}/{repo}/git/commits/{sha}', READ, ({ world, repository, params }) =>
    ok(gitCommit(world, repository, params.sha ?? '')),
  ),
  inRepository('POST /repos/{owner}/{repo}/git/commits', WRITE, (call) => {
    const { world, repository } = call;
    return created(gitCommit(world, repository, write(call)));
  }),
  inRepository('GET /repos/{owner}/{repo}/commits', READ, (call) => {
    const { world, repository, query } = call;
    const tip = repository.git.resolve(query.get('sha') ?? repository.defaultBranch);
    if (tip === undefined) throw notFound();
    return paged(call, [...ancestry(repository.git.objects, tip)], (oid) => commitShape(world, repository, oid));
  }),
  inRepository('GET /repos/{owner}/{repo}/commits/{ref+}', READ, ({ world, repository, params }) => {
    const oid = repository.git.resolve(params.ref ?? '');
    if (oid === undefined) throw new Refused(422, `No commit found for SHA: ${params.ref}`);
    return ok(commitWithFiles(world, repository, oid));
  }),
  inRepository('GET /repos/{owner}/{repo}/compare/{basehead+}', READ, comparison),
];

/** A commit of the caller's making. What leaves author and committer out is GitHub's own when an App sends it. */
function write({ world, repository, viewer, body }: RepositoryCall): Oid {
  const { objects } = repository.git;
  const tree = body.text('tree');
  const parents = body.texts('parents') ?? [];
  if (objects.tree(tree) === undefined) throw new Refused(422, 'Tree SHA does not exist');
  if (parents.some((parent) => objects.commit(parent) === undefined))
    throw new Refused(422, 'Parent SHA does not exist or is not a commit object');
  const own = signatureOf(world, actorOf(world, viewer));
  const author = signature(world, body.object('author')) ?? own;
  const committer = signature(world, body.object('committer')) ?? author;
  const oid = objects.writeCommit({ tree, parents, author, committer, message: body.text('message') });
  const untouched = !body.has('author') && !body.has('committer') && !body.has('signature');
  if (viewer.kind === 'installation' && untouched) repository.signedByGitHub.add(oid);
  return oid;
}

function signature(world: Call['world'], given: Fields | undefined): Signature | undefined {
  if (given === undefined) return undefined;
  return { name: given.text('name'), email: given.text('email'), at: given.instant('date') ?? world.clock.now() };
}
