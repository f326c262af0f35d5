import { canSee } from '../../access.ts';
import { repositoryByName } from '../../find.ts';
import type { Asked } from '../field.ts';
import { nodeOf } from '../node.ts';
import { notFound, unprocessable } from '../refusal.ts';
import type { RefIn } from '../types/ref.ts';

/** Either the branch's node id, or the repository's name and the branch's. */
export interface CommittableBranch {
  readonly id?: string | null;
  readonly repositoryNameWithOwner?: string | null;
  readonly branchName?: string | null;
}

/** Where the commit shall go. The repository exists for the viewer; whether the branch does is not looked at. */
export function committableBranch(branch: CommittableBranch, asked: Asked): RefIn {
  const { world, viewer } = asked;
  if (branch.id) return nodeOf('Ref', branch.id, asked);
  const [owner, name] = branch.repositoryNameWithOwner?.split('/') ?? [];
  if (!owner || !name || !branch.branchName) {
    throw unprocessable('A branch needs `id`, or `repositoryNameWithOwner` and `branchName`');
  }
  const repository = repositoryByName(world, owner, name);
  if (repository === undefined || !canSee(world, viewer, repository)) {
    throw notFound(`a Repository with the name '${owner}/${name}'`);
  }
  return { repository, name: `refs/heads/${branch.branchName.replace(/^refs\/heads\//, '')}` };
}
