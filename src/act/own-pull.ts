import { z } from 'zod';
import { ask, expectShape, type GitHub } from '../github/client.ts';
import type { RepositoryPlace } from './place.ts';

/** A pull request of the App's own that changes one file. */
export interface OwnPull {
  /** The file as it is to stand there: by the id of a blob, or by its text. */
  readonly file: { readonly path: string } & ({ readonly sha: string } | { readonly content: string });
  /** The commit on which the change stands. */
  readonly onto: string;
  readonly branch: string;
  /** Whether the branch is there. One that is left over may stand anywhere, so it is moved by force. */
  readonly branchStands: boolean;
  readonly base: string;
  readonly title: string;
  /** Null where the pull request is open already and only gets a new head. */
  readonly body: string | null;
}

const made = z.object({ sha: z.string() });

/**
 * Opens it, or gives the open one a new head. GitHub takes no second open pull request from one branch, so there are
 * never two; cut off anywhere, whoever looks next finds what there is and begins again.
 */
export async function bringPull(own: OwnPull, place: RepositoryPlace, github: GitHub): Promise<void> {
  const { file, onto, branch, branchStands, base, title, body } = own;
  const tip = expectShape(
    z.object({ tree: made }),
    'commit',
    (await ask(github, 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', { ...place, commit_sha: onto })).data,
  );
  const treeMade = await ask(github, 'POST /repos/{owner}/{repo}/git/trees', {
    ...place,
    base_tree: tip.tree.sha,
    tree: [{ ...file, mode: '100644', type: 'blob' }],
  });
  const commit = await ask(github, 'POST /repos/{owner}/{repo}/git/commits', {
    ...place,
    message: title,
    tree: expectShape(made, 'tree', treeMade.data).sha,
    parents: [onto],
  });
  const { sha } = expectShape(made, 'commit', commit.data);
  if (branchStands)
    await ask(github, 'PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ...place,
      ref: `heads/${branch}`,
      sha,
      force: true,
    });
  else await ask(github, 'POST /repos/{owner}/{repo}/git/refs', { ...place, ref: `refs/heads/${branch}`, sha });
  if (body === null) return;
  await ask(github, 'POST /repos/{owner}/{repo}/pulls', { ...place, title, body, head: branch, base });
}
