import { createProbot, type Probot, ProbotOctokit } from 'probot';
import { z } from 'zod';
import { boundedFetch } from '../github/bounded.ts';
import { type Answer, ask, expectShape, type GitHub } from '../github/client.ts';
import { heeding, Limit } from '../github/limit.ts';
import type { Settings } from './settings.ts';

/** The App at GitHub: as itself, and in the repositories where it is installed. */
export interface Connection {
  readonly probot: Probot;
  readonly app: { readonly id: number; readonly botLogin: string };
  /** The App in the repository `owner/name`; throws `Unanswered` when it is not installed there. */
  in(repository: string): Promise<GitHub>;
  /** A fresh installation token for git, which does not go through Octokit. */
  token(repository: string): Promise<string>;
}

/**
 * Connects by Probot's Octokit. Its retries are off, since a failed call ends the turn and the next turn looks;
 * throttling is on unless the address is this machine's own, and while GitHub limits the rate nothing is sent at all.
 * `signal` ends every request under way.
 */
export async function connect(settings: Settings, now: () => Date, signal: AbortSignal): Promise<Connection> {
  // Nothing is sent again by the client: what was right to merge or append then may be wrong when the limit is over.
  const never = () => false;
  const throttle = { enabled: !isLoopback(settings.apiUrl), onRateLimit: never, onSecondaryRateLimit: never };
  const Octokit = ProbotOctokit.defaults((options: object) => ({ ...options, throttle, retry: { enabled: false } }));
  const probot = createProbot({
    overrides: {
      appId: settings.appId,
      privateKey: settings.privateKey,
      secret: settings.webhookSecret,
      baseUrl: settings.apiUrl,
      request: { fetch: boundedFetch(signal) },
      Octokit,
      // Probot's own error logs hold whole payloads.
      logLevel: 'fatal',
    },
    env: {},
  });
  await probot.ready();
  const limit = new Limit(() => now().getTime());
  const asApp = heeding(clientOf(await probot.auth(), settings.apiUrl), limit);
  const { slug } = expectShape(z.object({ slug: z.string() }), 'app', (await ask(asApp, 'GET /app')).data);
  const installations = new Map<string, number>();
  const installationOf = async (repository: string): Promise<number> => {
    const [owner, repo] = repository.split('/');
    const known = installations.get(repository);
    if (known !== undefined) return known;
    const answer = await ask(asApp, 'GET /repos/{owner}/{repo}/installation', { owner, repo });
    const { id } = expectShape(z.object({ id: z.number() }), 'installation', answer.data);
    installations.set(repository, id);
    return id;
  };
  const octokitIn = async (repository: string) => probot.auth(await installationOf(repository));
  return {
    probot,
    app: { id: settings.appId, botLogin: `${slug}[bot]` },
    in: async (repository) => heeding(clientOf(await octokitIn(repository), settings.apiUrl), limit),
    token: async (repository) => {
      const auth = await (await octokitIn(repository)).auth({ type: 'installation' });
      return z.object({ token: z.string() }).parse(auth).token;
    },
  };
}

/**
 * On GitHub Enterprise Server GraphQL stands beside the REST API's address, not below it. As a whole address, since a
 * `baseUrl` of its own would send the request for a token there too.
 */
function clientOf(
  octokit: { request: (route: string, parameters?: object) => Promise<Answer> },
  apiUrl: string,
): GitHub {
  const graphql = `POST ${apiUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
  return {
    request: (route, parameters) => octokit.request(route === 'POST /graphql' ? graphql : route, parameters),
  };
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
