import type { Label, Repository } from '../../world.ts';
import type { Fields } from '../field.ts';
import { nodeId } from '../node-id.ts';

export interface LabelIn {
  readonly repository: Repository;
  readonly label: Label;
}

export function labelsOf(repository: Repository, names: readonly string[]): LabelIn[] {
  return names.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label === undefined ? [] : [{ repository, label }];
  });
}

export const LABEL: Fields<LabelIn> = {
  id: ({ repository, label }) => nodeId('Label', repository.id, label.id),
  name: ({ label }) => label.name,
  color: ({ label }) => label.color,
  description: ({ label }) => label.description,
  repository: ({ repository }) => repository,
};
