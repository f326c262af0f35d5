import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { instantOf } from '../time/instant.ts';
import { extend, type File } from './chain.ts';
import { message } from './headline.ts';
import { publicKeyText } from './key.ts';
import { signNote } from './note.ts';

/** An Octokit's `request`: throws an error with `status` for every answer that is not 2xx. */
export type Request = (
  route: string,
  parameters: Record<string, unknown>,
) => Promise<{ readonly headers: { readonly date?: string | undefined }; readonly data: unknown }>;

export type Begun =
  | { readonly commit: string; readonly repository: number; readonly key: string }
  | { readonly refused: string };

const shapes = {
  repository: z.object({ id: z.int() }),
  ref: z.object({ object: z.object({ sha: z.string() }) }),
  made: z.object({ sha: z.string() }),
};

/**
 * Begins the ledger of a repository: makes the branch `ledger`, whose only commit has no parent and holds entry 0 and
 * its signed head. An administrator does this once, with a token that may write contents; the bot never makes the
 * branch. Refuses where there is one already. Throws what `request` throws.
 */
export async function beginLedger(
  request: Request,
  { owner, name }: { readonly owner: string; readonly name: string },
  key: KeyObject,
): Promise<Begun> {
  const place = { owner, repo: name };
  const answer = await request('GET /repos/{owner}/{repo}', place);
  const { id } = shapes.repository.parse(answer.data);
  const at = instantOf(Date.parse(answer.headers.date ?? ''));
  if (at === undefined) throw new TypeError("expected a `Date` header in GitHub's answer, seen none");
  if ((await tipOf(request, place, 'ledger')) !== null) return { refused: 'the branch `ledger` exists' };
  const main = await tipOf(request, place, 'main');
  if (main === null) return { refused: 'the repository has no branch `main`' };

  const genesis = { repository: id, key: publicKeyText(key), main };
  const { links, files, head } = extend(null, [{ kind: 'genesis', body: genesis }], at);
  const note: File = { path: 'head', bytes: signNote(id, head, [key]) };
  const tree = [...files, note].map(({ path, bytes }) => {
    return { path, mode: '100644', type: 'blob', content: new TextDecoder().decode(bytes) };
  });
  // If we stop before the last request there are objects that no branch holds, and nothing has begun.
  const made = await post('trees', { tree });
  const text = message(links.map(({ entry }) => entry)).headline;
  const commit = await post('commits', { message: text, tree: made, parents: [] });
  try {
    await request('POST /repos/{owner}/{repo}/git/refs', { ...place, ref: 'refs/heads/ledger', sha: commit });
  } catch (error) {
    // Somebody else was faster, or the answer to our own request was lost: in both cases there is a ledger to look at.
    if (statusOf(error) === 422) return { refused: 'the branch `ledger` exists by now' };
    throw error;
  }
  return { commit, repository: id, key: genesis.key };

  async function post(what: 'trees' | 'commits', body: Record<string, unknown>): Promise<string> {
    const { data } = await request(`POST /repos/{owner}/{repo}/git/${what}`, { ...place, ...body });
    return shapes.made.parse(data).sha;
  }
}

/** What to put on `main` as `policies/ledger.yaml`, so that readers believe this key from entry 0 on. */
export function policyText(key: string): string {
  return `schema: governance.v1.LedgerPolicy\nkeys:\n  - key: ${key}\n    first: 0\n`;
}

async function tipOf(request: Request, place: Record<string, unknown>, branch: string): Promise<string | null> {
  try {
    const { data } = await request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...place, ref: `heads/${branch}` });
    return shapes.ref.parse(data).object.sha;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : undefined;
}
