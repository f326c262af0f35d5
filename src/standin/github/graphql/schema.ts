import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';

let built: GraphQLSchema | undefined;

/**
 * GitHub's published schema, built on first use and kept for the life of the process (200 ms). Only the text file of
 * `@octokit/graphql-schema` is read: importing the package costs more than building the schema and brings a GraphQL
 * engine of its own. Validity is assumed because GitHub's own text breaks rules that graphql 17 enforces (duplicate
 * fields, required arguments that are deprecated).
 */
export function githubSchema(): GraphQLSchema {
  if (built === undefined) {
    const manifest = findPackageJSON('@octokit/graphql-schema', import.meta.url);
    if (manifest === undefined) throw new Error('`@octokit/graphql-schema` is not installed');
    const text = readFileSync(join(dirname(manifest), 'schema.graphql'), 'utf8');
    built = buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  }
  return built;
}
