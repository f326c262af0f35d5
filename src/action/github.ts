import { request } from '@octokit/request';
import { boundedFetch } from '../github/bounded.ts';
import type { GitHub } from '../github/client.ts';
import type { Environment } from './inputs.ts';

/**
 * GitHub as the job's token may use it, on github.com or wherever the runner says that it belongs. Each request is sent
 * once. What time it is, GitHub says in the `date` of each answer: the runner's own clock is nobody's promise.
 */
export function githubOf(env: Environment, token: string): GitHub {
  const rest = addressIn(env, 'GITHUB_API_URL');
  const graphql = addressIn(env, 'GITHUB_GRAPHQL_URL');
  const send = request.defaults({
    baseUrl: rest,
    headers: { authorization: `token ${token}`, 'user-agent': 'countersign' },
    request: { fetch: boundedFetch() },
  });
  return {
    request: (route, parameters) => send(route === 'POST /graphql' ? `POST ${graphql}` : route, parameters),
  };
}

/** No default: a token of one GitHub must not be sent to another. */
function addressIn(env: Environment, name: 'GITHUB_API_URL' | 'GITHUB_GRAPHQL_URL'): string {
  const address = env[name];
  if (!address) throw new Error(`expected ${name} from the runner, seen nothing`);
  return address;
}
