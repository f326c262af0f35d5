import { z } from 'zod';
import { CODEOWNERS } from '../codeowners/place.ts';
import { branchOf } from '../council/branch.ts';
import { syncBranchOf } from '../council/sync-branch.ts';
import { askGraphql, expectShape, type GitHub, Unanswered } from '../github/client.ts';
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
    pullRequests: z.object({ nodes: z.array(z.object({ number: z.number() })) }),
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
    pullRequests(headRefName: $branch, baseRefName: $base, states: OPEN, first: 1) { nodes { number } } } }`;
  const branch = syncBranchOf(council);
  const names = { ref: `refs/heads/${branch}`, branch, base: branchOf(council) };
  const answer = await askGraphql(github, query, { owner: place.owner, name: place.name, ...names });
  if (answer.errors[0]) throw new Unanswered(`sync: ${answer.errors[0].message}`, undefined, undefined);
  const { repository } = expectShape(shape, 'sync', answer.data);
  const target = repository.branch?.target;
  return {
    branch: target === undefined ? null : { tip: target.oid, copy: target.codeowners?.oid ?? null },
    pull: repository.pullRequests.nodes[0]?.number ?? null,
  };
}
