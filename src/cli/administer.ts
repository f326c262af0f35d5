import { WrongArgument } from '../audit/wrong-argument.ts';
import { ask, type GitHub, Unanswered } from '../github/client.ts';
import { githubBy } from './evidence/github.ts';
import type { RepositoryName } from './repository.ts';

/** A repository, and the API at which it is found. */
export interface Place {
  readonly repository: RepositoryName;
  readonly api: string;
}

/**
 * Does something by the token in `GITHUB_TOKEN`. Throws `WrongArgument` where that token, the address or the repository
 * is none that GitHub knows, and an error that names what was asked where GitHub did not answer or did not do it.
 */
export async function administer<T>(
  { repository: { owner, name }, api }: Place,
  { GITHUB_TOKEN: token }: Readonly<Record<string, string | undefined>>,
  use: string,
  run: (github: GitHub) => Promise<T>,
): Promise<T> {
  if (!token) throw new WrongArgument(`expected GITHUB_TOKEN, seen nothing\nhint: an administrator's token; ${use}`);
  const github = githubBy(token, { apiUrl: checkedApi(api), webUrl: '' });
  try {
    return await run({ request: (route, parameters) => ask(github, route, parameters) });
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    if (error.status === 401)
      throw new WrongArgument(
        `expected a GITHUB_TOKEN that GitHub takes at ${api}, seen one that it refuses: ${error.message}\nhint: it may have expired, or be of another server, which --api names`,
      );
    if (error.status === 404)
      throw new WrongArgument(
        `expected a repository ${owner}/${name}, seen none: ${error.message}\nhint: check its name, and whether this token may see it and do this`,
      );
    const hint =
      error.status === 403
        ? 'the token of an administrator may do it, if its permissions say so'
        : 'see whether the address is right and can be reached from here, and try again';
    throw new Error(
      `${error.code}: expected an answer of GitHub's API at ${api}, seen ${error.message}\nhint: ${hint}`,
    );
  }
}

/** A token goes over no network in the clear: without TLS to this very machine only. */
function checkedApi(api: string): string {
  const url = URL.canParse(api) ? new URL(api) : null;
  const near = url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url?.protocol === 'https:' || near) return api.replace(/\/+$/, '');
  throw new WrongArgument(
    `expected an https address for --api, seen \`${api}\`\nhint: of a GitHub Enterprise Server it is https://<host>/api/v3`,
  );
}
