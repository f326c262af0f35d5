import { z } from 'zod';
import { CODEOWNERS } from '../codeowners/place.ts';
import { branchOf } from '../council/branch.ts';
import { syncBranchOf } from '../council/sync-branch.ts';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import { syncText } from '../report/sync-page.ts';
import type { OldCopy } from '../verify/surroundings.ts';
import type { RepositoryPlace } from './place.ts';

const made = z.object({ sha: z.string() });

/**
 * Opens the pull request that brings a council's copy of CODEOWNERS up to date, or gives the open one a new head. The
 * branch is named by the council, and GitHub takes no second pull request from it, so there are never two; cut off
 * anywhere, the next watch finds what there is and goes on.
 */
export async function mendCopy(copy: OldCopy, place: RepositoryPlace, github: GitHub): Promise<void> {
  const { council, wanted, branch, pull } = copy;
  const name = syncBranchOf(council);
  // A branch without a pull request is left over from an earlier copy, and may stand anywhere: it begins anew.
  const onto = pull !== null && branch !== null ? branch.tip : copy.tip;
  const { title, body } = syncText(council);
  const tree = [{ path: CODEOWNERS, mode: '100644', type: 'blob', sha: wanted }];
  const tip = expectShape(
    z.object({ tree: made }),
    'commit',
    (await ask(github, 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...place, commit_sha: onto })).data,
  );
  const treeMade = await ask(github, 'POST /repos/{owner}/{repo}/git/trees', {
    ...place,
    base_tree: tip.tree.sha,
    tree,
  });
  const commit = await ask(github, 'POST /repos/{owner}/{repo}/git/commits', {
    ...place,
    message: title,
    tree: expectShape(made, 'tree', treeMade.data).sha,
    parents: [onto],
  });
  const { sha } = expectShape(made, 'commit', commit.data);
  if (branch === null)
    await ask(github, 'POST /repos/{owner}/{repo}/git/refs', { ...place, ref: `refs/heads/${name}`, sha });
  else
    await ask(github, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ...place,
      ref: `heads/${name}`,
      sha,
      force: true,
    });
  if (pull !== null) return;
  await ask(github, 'POST /repos/{owner}/{repo}/pulls', { ...place, title, body, head: name, base: branchOf(council) });
}
