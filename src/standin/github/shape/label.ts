import type { components } from '@octokit/openapi-types';
import { nodeId } from '../graphql/node-id.ts';
import type { Label, Repository, World } from '../world.ts';
import { apiUrl } from './repository.ts';

export function labelShape(world: World, repository: Repository, label: Label): components['schemas']['label'] {
  return {
    id: label.id,
    node_id: nodeId('Label', repository.id, label.id),
    url: `${apiUrl(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

/** The labels of an issue or a pull request, by the names that it carries. */
export function labelsOf(world: World, repository: Repository, names: readonly string[]) {
  return names.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label === undefined ? [] : [labelShape(world, repository, label)];
  });
}
