import { z } from 'zod';
import { askWhole, type GitHub } from '../github/client.ts';
import type { MainSeen, MainStep } from '../verify/main.ts';
import type { Place } from './blob.ts';

const tree = z.object({ oid: z.string() });
const shape = z.object({
  repository: z.object({
    object: z.object({
      oid: z.string(),
      tree,
      parents: z.object({ nodes: z.array(z.object({ oid: z.string(), tree })) }),
    }),
  }),
});
/** More new commits than this on main at once were not merged one by one while somebody watched. */
const MOST_STEPS = 50;

/**
 * The commits by which main came from a known tip to another, by first parents. A commit never changes, so the caller
 * keeps the answer. Throws `Unanswered`.
 */
export async function readMain(github: GitHub, place: Place, known: string, tip: string): Promise<MainSeen> {
  const steps: MainStep[] = [];
  let commit: string | undefined = tip;
  while (commit !== undefined && commit !== known && steps.length < MOST_STEPS) {
    const step: MainStep = await readStep(github, place, commit);
    steps.unshift(step);
    commit = step.parents[0];
  }
  return { known, tip, steps, joins: commit === known };
}

async function readStep(github: GitHub, { owner, name }: Place, commit: string): Promise<MainStep> {
  const query = `query Main($owner: String!, $name: String!, $commit: GitObjectID!) { repository(owner: $owner, name: $name) {
    object(oid: $commit) { ... on Commit { oid tree { oid } parents(first: 3) { nodes { oid tree { oid } } } } } } }`;
  const { repository } = await askWhole(github, 'main', query, { owner, name, commit }, shape);
  const { object } = repository;
  const parents = object.parents.nodes;
  const mergedTree = parents[1]?.tree.oid ?? null;
  return { commit: object.oid, parents: parents.map(({ oid }) => oid), tree: object.tree.oid, mergedTree };
}
