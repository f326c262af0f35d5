import { z } from 'zod';
import { branchOf } from '../council/branch.ts';
import { decisionBranch } from '../decision/place.ts';
import { askWhole, type GitHub } from '../github/client.ts';
import type { LedgerFacts } from '../ledger/facts.ts';
import type { Read } from '../verify/observation.ts';
import type { UndecidedSeen } from '../verify/surroundings.ts';
import { type Undecided, undecided } from '../verify/undecided.ts';
import type { Place } from './blob.ts';
import { reading } from './reading.ts';

const shape = z.object({
  repository: z.object({
    branch: z.object({ name: z.string() }).nullable(),
    pullRequests: z.object({ nodes: z.array(z.object({ number: z.number(), viewerDidAuthor: z.boolean() })) }),
  }),
});

/** The releases that nobody proposed to decide about, and how far the App is with proposing it. */
export function readUndecided(
  github: GitHub,
  place: Place,
  ledger: LedgerFacts,
  tips: ReadonlyMap<string, string>,
  at: string,
): Promise<Read<readonly UndecidedSeen[]>> {
  return reading(async () => {
    const seen: UndecidedSeen[] = [];
    for (const release of undecided(ledger, at)) {
      const tip = tips.get(release.council);
      if (tip !== undefined) seen.push({ ...release, tip, ...(await readProposal(github, place, release)) });
    }
    return seen;
  });
}

async function readProposal(
  github: GitHub,
  place: Place,
  { place: decision, council }: Undecided,
): Promise<Pick<UndecidedSeen, 'branch' | 'pull'>> {
  // In any state: what people closed is not proposed again.
  const query = `query Undecided($owner: String!, $name: String!, $ref: String!, $branch: String!, $base: String!) {
  repository(owner: $owner, name: $name) { branch: ref(qualifiedName: $ref) { name }
    pullRequests(headRefName: $branch, baseRefName: $base, first: 100) { nodes { number viewerDidAuthor } } } }`;
  const branch = decisionBranch(decision);
  const names = { owner: place.owner, name: place.name, ref: `refs/heads/${branch}`, branch, base: branchOf(council) };
  const { repository } = await askWhole(github, 'undecided', query, names, shape);
  return {
    branch: repository.branch !== null,
    // A fork can call its branch the same, and whoever may push could open and close one from this very branch.
    pull: repository.pullRequests.nodes.find(({ viewerDidAuthor }) => viewerDidAuthor)?.number ?? null,
  };
}
