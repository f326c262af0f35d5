import { branchOf } from '../council/branch.ts';
import { decisionBranch } from '../decision/place.ts';
import type { GitHub } from '../github/client.ts';
import type { ProposalStep } from '../plan/propose.ts';
import { bringPull } from './own-pull.ts';
import type { RepositoryPlace } from './place.ts';

/** Opens the pull request that asks a council to decide. */
export function propose(
  { seen, file, title, body }: ProposalStep,
  place: RepositoryPlace,
  github: GitHub,
): Promise<void> {
  const own = {
    file: { path: file.path, content: file.text },
    onto: seen.tip,
    branch: decisionBranch(seen.place),
    branchStands: seen.branch,
    base: branchOf(seen.council),
    title,
    body,
  };
  return bringPull(own, place, github);
}
