import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { githubOf } from '../../src/action/github.ts';
import { ask, askGraphql, type GitHub, Unanswered } from '../../src/github/client.ts';
import { serve } from '../loopback.ts';

/** A GitHub Enterprise Server of these tests, for as long as `use` takes. */
async function withServer<T>(answer: RequestListener, use: (github: GitHub) => Promise<T>): Promise<T> {
  const server = await serve(answer);
  const api = `${server.origin}/api`;
  try {
    return await use(githubOf({ GITHUB_API_URL: `${api}/v3`, GITHUB_GRAPHQL_URL: `${api}/graphql` }, 'ghs_token'));
  } finally {
    await server.close();
  }
}

describe('GitHub from within a job', () => {
  const date = 'Sun, 22 Nov 2026 09:00:00 GMT';

  it('is asked where the runner says, as the job, and tells the time', async () => {
    const seen: unknown[] = [];
    await withServer(
      ({ method, url, headers }, response) => {
        seen.push([method, url, headers.authorization]);
        response.setHeader('date', date).setHeader('content-type', 'application/json').end('{"data":{}}');
      },
      async (github) => {
        const answer = await ask(github, 'GET /repos/{owner}/{repo}', { owner: 'acme', repo: 'gov' });
        expect(answer.headers.date).toBe(date);
        expect((await askGraphql(github, '{ viewer { login } }', {})).at).toEqual(new Date(date));
      },
    );
    expect(seen).toEqual([
      ['GET', '/api/v3/repos/acme/gov', 'token ghs_token'],
      ['POST', '/api/graphql', 'token ghs_token'],
    ]);
  });

  it('is asked once: an answer that is none is the end of it', async () => {
    let asked = 0;
    const fail: RequestListener = (_, response) => {
      asked++;
      response.writeHead(502).end();
    };
    const failure = withServer(fail, (github) => ask(github, 'GET /meta'));
    await expect(failure).rejects.toThrow(Unanswered);
    expect(asked).toBe(1);
  });

  it('has no address of its own: a token of one GitHub is not sent to another', () => {
    expect(() => githubOf({ GITHUB_API_URL: 'https://ghe.example/api/v3' }, 'ghs_token')).toThrow('GITHUB_GRAPHQL_URL');
    expect(() => githubOf({ GITHUB_GRAPHQL_URL: 'https://ghe.example/api/graphql' }, 'ghs_token')).toThrow(
      'GITHUB_API_URL',
    );
  });
});
