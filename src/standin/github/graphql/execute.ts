import { GraphQLError, getOperationAST, execute as run } from 'graphql';
import { Refused } from '../refused.ts';
import type { Viewer, World } from '../world.ts';
import { readDocument } from './document.ts';
import { type Asked, resolver, typeOf } from './field.ts';
import { sizeOf } from './limits.ts';
import { charge } from './meter.ts';
import { fieldsOf } from './modelled.ts';
import { fromRefused, Refusal } from './refusal.ts';
import { githubSchema } from './schema.ts';

export { isMutation, operationName } from './document.ts';

/** The body of `POST /graphql`. */
export interface GraphqlRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}
/** Always HTTP 200: a refused field is null and has an entry in `errors`, the others keep their answers. */
export interface GraphqlResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphqlError[];
}
/** As GitHub writes it: `type` stands beside the message, not in `extensions`. */
interface GraphqlError {
  readonly type?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly message: string;
}

const fieldResolver = resolver(fieldsOf);

/**
 * Executes a request on GitHub's published schema. Throws `Refused` (401) for who is not logged in, and whatever went
 * wrong in the stand-in itself: a bug must not look like an answer of GitHub's.
 */
export async function execute(world: World, viewer: Viewer, request: GraphqlRequest): Promise<GraphqlResponse> {
  if (viewer.kind === 'anonymous' || viewer.kind === 'app') {
    throw new Refused(401, 'This endpoint requires you to be authenticated.');
  }
  const read = readDocument(request.query);
  if ('errors' in read) return { errors: read.errors.map(formatted) };
  const { document } = read;
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return { errors: [{ message: 'An operation name is required' }] };

  const variables = request.variables ?? {};
  try {
    const size = sizeOf(document, operation, variables);
    const asked: Asked = { world, viewer, size, spent: charge(world, viewer, size.cost) };
    const { data, errors } = await run({
      schema: githubSchema(),
      document,
      variableValues: variables,
      operationName: request.operationName,
      contextValue: asked,
      fieldResolver,
      typeResolver: typeOf,
    });
    return { ...(data !== undefined && { data }), ...(errors && { errors: errors.map(formatted) }) };
  } catch (error) {
    if (error instanceof Refusal) return { errors: [{ type: error.type, message: error.message }] };
    throw error;
  }
}

function formatted(error: GraphQLError): GraphqlError {
  const { message, locations, path } = error.toJSON();
  const place = { ...(path && { path }), ...(locations && { locations }) };
  const cause = error.originalError;
  const refusal = cause instanceof Refused ? fromRefused(cause) : cause;
  if (refusal instanceof Refusal) {
    const saml = refusal.type === 'FORBIDDEN' ? { extensions: { saml_failure: false } } : {};
    return { type: refusal.type, ...place, ...saml, message: refusal.message };
  }
  if (cause !== undefined && !(cause instanceof GraphQLError)) throw cause;
  return { ...place, message };
}
