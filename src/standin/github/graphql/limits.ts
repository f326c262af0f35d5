import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { Refusal } from './refusal.ts';
import { githubSchema } from './schema.ts';

/** What a query may ask for at most, and what it is charged: GitHub's own arithmetic on the text of the query. */
export interface Size {
  /** Nodes that the answer could hold if every connection were as full as `first` or `last` allow. */
  readonly nodeCount: number;
  /** Points: one for each hundred requests that the connections would need, rounded, at least one. */
  readonly cost: number;
}

const MOST_NODES = 500_000;
type Variables = Readonly<Record<string, unknown>>;

/**
 * Counts a query as "Rate limits and query limits for the GraphQL API" (docs.github.com) does, and refuses one of
 * more than 500,000 nodes before anything is looked up.
 */
export function sizeOf(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  let requests = 0;
  let nodeCount = 0;

  const visit = (set: SelectionSetNode, parent: GraphQLNamedType | undefined, times: number): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet, githubSchema().getType(fragment.typeCondition.name.value), times);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = selection.typeCondition && githubSchema().getType(selection.typeCondition.name.value);
        visit(selection.selectionSet, narrowed ?? parent, times);
      } else if (selection.selectionSet) {
        const type = typeOf(parent, selection.name.value);
        let within = times;
        if (type?.name.endsWith('Connection')) {
          within = times * pageSize(selection, variables);
          requests += times;
          nodeCount += within;
          if (nodeCount > MOST_NODES) throw tooMany(selection.name.value, nodeCount);
        }
        visit(selection.selectionSet, type, within);
      }
    }
  };
  const root = githubSchema().getRootType(operation.operation);
  visit(operation.selectionSet, root ?? undefined, 1);
  return { nodeCount, cost: Math.max(1, Math.round(requests / 100)) };
}

function typeOf(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const found = parent.getFields()[field];
  return found && getNamedType(found.type);
}

/** A missing bound counts as none here: the connection itself refuses it when it is reached. */
function pageSize(field: FieldNode, variables: Variables): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
    if (argument.value.kind === Kind.INT) return Number(argument.value.value);
    const given = argument.value.kind === Kind.VARIABLE ? variables[argument.value.name.value] : undefined;
    if (typeof given === 'number') return given;
  }
  return 0;
}

function tooMany(connection: string, nodes: number): Refusal {
  const count = (n: number) => n.toLocaleString('en-US');
  return new Refusal(
    'MAX_NODE_LIMIT_EXCEEDED',
    `By the time this query traverses to the ${connection} connection, it is requesting up to ${count(nodes)} possible ` +
      `nodes which exceeds the maximum limit of ${count(MOST_NODES)}.`,
  );
}
