import type { Label, Repository, World } from '../world.ts';

/** The label of that name, made where there is none, as GitHub does for who may label. */
export function labelNamed(world: World, repository: Repository, name: string, color = 'ededed'): Label {
  const known = repository.labels.get(name.toLowerCase());
  if (known !== undefined) return known;
  const label = { id: world.next('label'), name, color, description: null };
  repository.labels.set(name.toLowerCase(), label);
  return label;
}
