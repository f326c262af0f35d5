import { z } from 'zod';
import type { Named } from '../document/names.ts';
import { ask, expectShape, type GitHub } from '../github/client.ts';

/** A repository as routes name it. */
export interface RepositoryPlace {
  readonly owner: string;
  readonly repo: string;
}

/** The name belongs to another repository than the one that owners approved. */
export class OtherRepository extends Error {
  override readonly name = 'OtherRepository';
}

/** A name can be given to another repository; the id cannot. Throws `OtherRepository`. */
export async function placeOf(there: GitHub, { name, id: approved }: Named): Promise<RepositoryPlace> {
  const [owner = '', repo = ''] = name.split('/');
  const answer = await ask(there, 'GET /repos/{owner}/{repo}', { owner, repo });
  const { id } = expectShape(z.object({ id: z.number() }), 'repository', answer.data);
  if (id !== approved) throw new OtherRepository(`${name} is now repository ${id}, not ${approved}`);
  return { owner, repo };
}
