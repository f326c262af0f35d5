import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Job, jobIdentity } from '../sigstore/actions-token.ts';
import type { Sigstore } from '../sigstore/sigstore.ts';

export type TokenIssuer = Pick<Sigstore, 'issueToken'>;

/** What a job with `id-token: write` finds in its environment. */
export type IdTokenVariables = Readonly<
  Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>
>;

/** Where jobs get identity tokens for an audience of their choice, each by a bearer token that ends with the job. */
export class IdTokens {
  readonly #issuer: TokenIssuer;
  readonly #jobs = new Map<string, Job>();
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #origin = '';

  constructor(issuer: TokenIssuer) {
    this.#issuer = issuer;
  }

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object') this.#origin = `http://127.0.0.1:${address?.port}`;
  }

  /** Lets a job ask, until `revoke`. */
  admit(job: Job): IdTokenVariables {
    const bearer = randomBytes(32).toString('base64url');
    this.#jobs.set(bearer, job);
    // Clients add `&audience=`, so that there must be a query already.
    const url = `${this.#origin}/idtoken/${job.run.id}?api-version=2.0`;
    return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer };
  }

  revoke({ ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer }: IdTokenVariables): void {
    this.#jobs.delete(bearer);
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #answer({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
    const [, bearer = ''] = /^bearer (.+)$/i.exec(headers.authorization ?? '') ?? [];
    const job = this.#jobs.get(bearer);
    const asked = new URL(url, 'http://actions');
    response.setHeader('content-type', 'application/json');
    if (job === undefined || asked.pathname !== `/idtoken/${job.run.id}`) {
      response.writeHead(401).end(JSON.stringify({ message: 'the bearer token is of no job that runs' }));
      return;
    }
    const audience = asked.searchParams.get('audience') ?? `https://github.com/${job.repository.split('/')[0]}`;
    const value = this.#issuer.issueToken({ ...jobIdentity(job), audience, expiresInSeconds: 300 });
    response.end(JSON.stringify({ count: value.length, value }));
  }
}
