import { fullName } from '../find.ts';
import { notFound, Refused } from '../refused.ts';
import type { Answer } from '../rest/call.ts';
import { Fields } from '../rest/fields.ts';
import { rest } from '../rest/routes.ts';
import type { Viewer, World } from '../world.ts';

export interface ApiRequest {
  readonly method: string;
  /** Without `/api/v3`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  /** What the body parsed to. */
  readonly json: unknown;
}

/** Answers a request to REST or GraphQL. Throws `Refused`, and anything else only for a fault of the stand-in. */
export async function answerApi(world: World, viewer: Viewer, request: ApiRequest): Promise<Answer> {
  if (request.path === '/graphql') return graphql(world, viewer, request);
  const path = byName(world, request.path);
  const search = request.query.size > 0 ? `?${request.query}` : '';
  const { query, accept } = request;
  const body = new Fields(request.json);
  return rest.answer(request.method, path, { world, viewer, query, accept, body, url: `${path}${search}` });
}

/** Numeric addresses of repositories, which redirects lead to, are the same places by name. */
function byName(world: World, path: string): string {
  const [, id, rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (id === undefined) return path;
  const repository = world.repositories.get(Number(id));
  if (repository === undefined) throw notFound();
  return `/repos/${fullName(world, repository)}${rest}`;
}

async function graphql(world: World, viewer: Viewer, { method, json }: ApiRequest): Promise<Answer> {
  if (method !== 'POST') throw notFound();
  const { execute } = await import('../graphql/execute.ts');
  const { query, variables, operationName } = graphqlBody(json);
  return { status: 200, body: await execute(world, viewer, { query, variables, operationName }) };
}

/** The three parts of a GraphQL request. Throws 400 for a body without a query. */
export function graphqlBody(json: unknown) {
  const body = new Fields(json);
  const query = body.maybeText('query');
  if (query === undefined) throw new Refused(400, 'A query attribute must be specified and must be a string.');
  const variables = body.object('variables')?.json() ?? null;
  return { query, variables, operationName: body.maybeText('operationName') ?? null };
}
