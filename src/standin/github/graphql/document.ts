import { type DocumentNode, GraphQLError, getOperationAST, parse, validate } from 'graphql';
import { githubSchema } from './schema.ts';

/** A document that GitHub's schema accepts, or why it does not. */
export type Parsed = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

const KEPT = 500;
const parsed = new Map<string, Parsed>();

/**
 * Parses and validates a document against GitHub's schema. A client sends few distinct texts and validation takes
 * about 10 ms, so results are kept by text; a client that makes up texts without end only loses the cache.
 */
export function readDocument(text: string): Parsed {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= KEPT) parsed.clear();
  const fresh = parseAndValidate(text);
  parsed.set(text, fresh);
  return fresh;
}

function parseAndValidate(text: string): Parsed {
  try {
    const document = parse(text);
    const errors = validate(githubSchema(), document);
    return errors.length === 0 ? { document } : { errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** The operation's name, else the name of its first root field; undefined for a text that is no valid document. */
export function operationName(text: string, wanted?: string): string | undefined {
  const operation = operationOf(text, wanted);
  if (operation?.name) return operation.name.value;
  const first = operation?.selectionSet.selections[0];
  return first?.kind === 'Field' ? first.name.value : undefined;
}

/** Whether the request would change something. A text that is no valid document changes nothing. */
export function isMutation(text: string, wanted?: string): boolean {
  return operationOf(text, wanted)?.operation === 'mutation';
}

function operationOf(text: string, wanted?: string) {
  const read = readDocument(text);
  return 'document' in read ? getOperationAST(read.document, wanted) : undefined;
}
