import { demand } from '../../access.ts';
import { iso } from '../../clock.ts';
import type { Commit } from '../../git/object.ts';
import { entryAt } from '../../git/tree.ts';
import { htmlUrl } from '../../shape/repository.ts';
import { connection, type Page } from '../connection.ts';
import type { Asked, Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';
import { CHECKS, type CheckFilter, suitesOf } from './check-suite.ts';
import { authorsOf } from './git-actor.ts';
import type { Entry, InGit } from './git-object.ts';
import { PULLS, pullsWith } from './pulls.ts';
import { signatureOf } from './signature.ts';
import { rollupOf } from './status-rollup.ts';

const url = ({ repository, oid }: InGit, { world }: Asked) => `${htmlUrl(world, repository)}/commit/${oid}`;

export const COMMIT: Fields<InGit> = {
  id: ({ repository, oid }) => nodeId('Commit', repository.id, oid),
  oid: ({ oid }) => oid,
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  repository: ({ repository }) => repository,
  url: (commit, _args, asked: Asked) => url(commit, asked),
  commitUrl: (commit, _args, asked: Asked) => url(commit, asked),

  message: (commit) => read(commit).message,
  messageHeadline: (commit) => read(commit).message.split('\n', 1)[0],
  messageBody: (commit) => read(commit).message.split('\n').slice(1).join('\n').trim(),
  authoredDate: (commit) => iso(read(commit).author.at),
  committedDate: (commit) => iso(read(commit).committer.at),
  author: (commit) => read(commit).author,
  committer: (commit) => read(commit).committer,
  authors: (commit, page: Page, _asked, info) => connection(authorsOf(read(commit)), page, info),
  committedViaWeb: ({ repository, oid }) => repository.signedByGitHub.has(oid),
  signature: (commit) => signatureOf(commit),

  parents: (commit, page: Page, _asked, info) =>
    connection(
      read(commit).parents.map((oid): InGit => ({ repository: commit.repository, oid })),
      page,
      info,
    ),
  tree: (commit): InGit => ({ repository: commit.repository, oid: read(commit).tree }),
  file: (commit, { path }: { path: string }): Entry | null => {
    const entry = entryAt(commit.repository.git.objects, read(commit).tree, path);
    return entry === undefined || entry.name === '' ? null : { ...entry, repository: commit.repository, path };
  },

  associatedPullRequests: ({ repository, oid }, page: Page, { world, viewer }, info) => {
    demand(world, viewer, repository, PULLS);
    return connection(pullsWith(repository, oid), page, info);
  },
  checkSuites: ({ repository, oid }, args: Page & { filterBy?: CheckFilter | null }, { world, viewer }, info) => {
    demand(world, viewer, repository, CHECKS);
    return connection(suitesOf(repository, oid, args.filterBy ?? {}), args, info);
  },
  statusCheckRollup: (commit, _args, { world, viewer }) => {
    demand(world, viewer, commit.repository, CHECKS);
    return rollupOf(commit);
  },
};

/** Throws for an oid that is no commit: whoever made the source looked it up. */
function read({ repository, oid }: InGit): Commit {
  const commit = repository.git.objects.commit(oid);
  if (commit === undefined) throw new Error(`the stand-in has no commit ${oid}`);
  return commit;
}
