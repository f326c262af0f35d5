import { CODEOWNERS } from '../codeowners/place.ts';
import { branchOf } from '../council/branch.ts';
import { syncBranchOf } from '../council/sync-branch.ts';
import type { GitHub } from '../github/client.ts';
import { syncText } from '../report/sync-page.ts';
import type { OldCopy } from '../verify/surroundings.ts';
import { bringPull } from './own-pull.ts';
import type { RepositoryPlace } from './place.ts';

/** Opens the pull request that brings a council's copy of CODEOWNERS up to date, or gives the open one a new head. */
export function mendCopy(copy: OldCopy, place: RepositoryPlace, github: GitHub): Promise<void> {
  const { council, wanted, branch, pull } = copy;
  const { title, body } = syncText(council);
  const own = {
    file: { path: CODEOWNERS, sha: wanted },
    // A branch without a pull request is left over from an earlier copy: it begins anew.
    onto: pull !== null && branch !== null ? branch.tip : copy.tip,
    branch: syncBranchOf(council),
    branchStands: branch !== null,
    base: branchOf(council),
    title,
    body: pull === null ? body : null,
  };
  return bringPull(own, place, github);
}
