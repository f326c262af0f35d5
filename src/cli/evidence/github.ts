import { Octokit } from '@octokit/rest';
import { WrongArgument } from '../../audit/wrong-argument.ts';
import type { GitHubPlace } from '../../evidence/source.ts';
import { boundedFetch } from '../../github/bounded.ts';
import type { GitHub } from '../../github/client.ts';

/** GitHub as whoever has the token sees it; without one as anybody does. The token goes to the API and nowhere else. */
export function githubBy(token: string | undefined, { apiUrl }: GitHubPlace): GitHub {
  const ignore = () => undefined;
  return new Octokit({
    ...(token ? { auth: token } : {}),
    baseUrl: apiUrl,
    request: { fetch: boundedFetch() },
    // Octokit would print what GitHub refuses; the answer says it.
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  });
}

/** GitHub Enterprise Server has web and API under one host (its docs, "Quickstart for the REST API"). Throws `WrongArgument`. */
export function githubAt(api: string): GitHubPlace {
  const apiUrl = api.replace(/\/+$/, '');
  if (!/^https:/.test(apiUrl) || !URL.canParse(apiUrl))
    throw new WrongArgument(
      `expected an https address for \`--api\`, seen \`${api}\`\nhint: of a GitHub Enterprise Server it is https://<host>/api/v3`,
    );
  return { apiUrl, webUrl: apiUrl === 'https://api.github.com' ? 'https://github.com' : new URL(apiUrl).origin };
}
