import { z } from 'zod';
import { CODEOWNERS } from '../codeowners/place.ts';
import { branchOf } from '../council/branch.ts';
import { syncBranchOf } from '../council/sync-branch.ts';
import { askWhole, type GitHub } from '../github/client.ts';
import type { Read } from '../verify/observation.ts';
import type { OldCopy } from '../verify/surroundings.ts';
import type { Place } from './blob.ts';
import { reading } from './reading.ts';
import type { Survey } from './survey.ts';

const shape = z.object({
  repository: z.object({
    branch: z
      .object({ target: z.object({ oid: z.string(), codeowners: z.object({ oid: z.string() }).nullish() }) })
      .nullable(),
    pullRequests: z.object({ nodes: z.array(z.object({ number: z.number(), isCrossRepository: z.boolean() })) }),
  }),
});

/** The councils' branches whose copy of CODEOWNERS is not main's, and how far the App is with mending each. */
export function readOldCopies(
  github: GitHub,
  place: Place,
  { tips, copies, codeowners }: Survey,
): Promise<Read<readonly OldCopy[]>> {
  return reading(async () => {
    const old: OldCopy[] = [];
    for (const [council, tip] of tips) {
      if (codeowners === null || copies.get(council) === codeowners) continue;
      old.push({ council, tip, wanted: codeowners, ...(await readSync(github, place, council)) });
    }
    return old;
  });
}

async function readSync(github: GitHub, place: Place, council: string): Promise<Pick<OldCopy, 'branch' | 'pull'>> {
  const query = `query Sync($owner: String!, $name: String!, $ref: String!, $branch: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    branch: ref(qualifiedName: $ref) { target { oid ... on Commit { codeowners: file(path: "${CODEOWNERS}") { oid } } } }
    pullRequests(headRefName: $branch, baseRefName: $base, states: OPEN, first: 100) { nodes { number isCrossRepository } } } }`;
  const branch = syncBranchOf(council);
  const names = { owner: place.owner, name: place.name, ref: `refs/heads/${branch}`, branch, base: branchOf(council) };
  const { repository } = await askWhole(github, 'sync', query, names, shape);
  const target = repository.branch?.target;
  return {
    branch: target === undefined ? null : { tip: target.oid, copy: target.codeowners?.oid ?? null },
    // A fork can call its branch the same.
    pull: repository.pullRequests.nodes.find(({ isCrossRepository }) => !isCrossRepository)?.number ?? null,
  };
}
