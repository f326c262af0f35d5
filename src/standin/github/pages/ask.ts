import { viewerNamed } from '../named.ts';
import { Refused } from '../refused.ts';
import { answerApi } from '../server/api.ts';
import type { Viewer, World } from '../world.ts';

/**
 * Asks this GitHub's own API, in this process, in somebody's name: a click does what a program's request would, and is
 * refused in the same words. `route` is a method and a path, such as `POST /repos/acme/gov/pulls`. Throws `Refused`.
 */
export async function ask(world: World, login: string, route: string, json: object): Promise<unknown> {
  const [method = '', path = ''] = route.split(' ');
  return answer(world, viewerNamed(world, login), method, path, json);
}

/** A commit of these files, as GitHub's own editor makes one: on top of exactly `head`, or not at all. */
export interface Commit {
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  readonly head: string;
  readonly message: string;
  readonly files: Readonly<Record<string, string>>;
}

export async function commit(
  world: World,
  login: string,
  { repository, branch, head, message, files }: Commit,
): Promise<void> {
  const additions = Object.entries(files).map(([path, text]) => ({
    path,
    contents: Buffer.from(text).toString('base64'),
  }));
  const input = {
    branch: { repositoryNameWithOwner: repository, branchName: branch },
    expectedHeadOid: head,
    message: { headline: message },
    fileChanges: { additions },
  };
  const query =
    'mutation Commit($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }';
  const body = await answer(world, viewerNamed(world, login), 'POST', '/graphql', { query, variables: { input } });
  const errors =
    typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors) ? body.errors : [];
  const [first]: unknown[] = errors;
  if (typeof first === 'object' && first !== null && 'message' in first) throw new Refused(422, String(first.message));
}

async function answer(world: World, viewer: Viewer, method: string, path: string, json: object): Promise<unknown> {
  const { body } = await answerApi(world, viewer, { method, path, query: new URLSearchParams(), accept: '', json });
  return body;
}
