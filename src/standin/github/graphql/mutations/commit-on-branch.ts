import { demand } from '../../access.ts';
import { actorOf, github, signatureOf } from '../../actor.ts';
import { applyMove, checkMove } from '../../acts/refs.ts';
import type { Oid } from '../../git/object.ts';
import { editTree } from '../../git/tree.ts';
import { type Asked, own } from '../field.ts';
import { Refusal } from '../refusal.ts';
import type { InGit } from '../types/git-object.ts';
import type { RefIn } from '../types/ref.ts';
import { type CommittableBranch, committableBranch } from './branch.ts';
import { type FileChanges, treeChanges } from './file-changes.ts';
import { PUSH } from './push.ts';

interface CommitInput {
  readonly branch: CommittableBranch;
  readonly expectedHeadOid: Oid;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: FileChanges | null;
  readonly clientMutationId?: string | null;
}
interface CommitPayload {
  readonly clientMutationId: string | null;
  readonly commit: InGit;
  readonly ref: RefIn;
}

/**
 * One commit on top of exactly `expectedHeadOid`, or nothing: GitHub's strict compare-and-swap. The branch must
 * exist. GitHub is the committer and signs; author, file modes and parents cannot be chosen.
 */
export function createCommitOnBranch(input: CommitInput, asked: Asked): CommitPayload {
  const { world, viewer } = asked;
  const { repository, name } = committableBranch(input.branch, asked);
  demand(world, viewer, repository, PUSH);
  const tip = repository.git.ref(name);
  if (tip === undefined) throw new Refusal('NOT_FOUND', 'Branch not found');
  if (tip !== input.expectedHeadOid) throw stale(input.expectedHeadOid);

  const { objects } = repository.git;
  const { headline, body } = input.message;
  const tree = objects.commit(tip)?.tree ?? null;
  const oid = objects.writeCommit({
    tree: editTree(objects, tree, treeChanges(objects, tip, input.fileChanges)),
    parents: [tip],
    author: signatureOf(world, actorOf(world, viewer)),
    committer: github(world),
    message: body ? `${headline}\n\n${body}` : headline,
  });
  checkMove(world, repository, viewer, { ref: name, to: oid });
  repository.signedByGitHub.add(oid);
  applyMove(world, repository, viewer, { ref: name, to: oid });
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: { repository, oid },
    ref: { repository, name },
  };
}

/** GitHub's words, its two spaces included. */
function stale(expected: Oid): Refusal {
  return new Refusal('STALE_DATA', `Expected branch to point to "${expected}" but it did not.  Pull and try again.`);
}

export const CREATE_COMMIT_ON_BRANCH_PAYLOAD = own<CommitPayload>('clientMutationId', 'commit', 'ref');
