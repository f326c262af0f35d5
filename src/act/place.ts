import { z } from 'zod';
import type { Named } from '../document/names.ts';
import { ask, expectShape, type GitHub, Unanswered } from '../github/client.ts';

/** A repository as routes name it. */
export interface RepositoryPlace {
  readonly owner: string;
  readonly repo: string;
}

/** The name belongs to another repository than the one that owners approved. */
export class OtherRepository extends Error {
  override readonly name = 'OtherRepository';
}

const shape = z.object({ id: z.number(), visibility: z.string() });

/**
 * A name can be given to another repository; the id cannot. Nor is anything sent where others read than those whom
 * owners approved: the alarm about that may still be to come. Throws `OtherRepository`, and `Unanswered` until the
 * repository is private again.
 */
export async function placeOf(there: GitHub, { name, id: approved }: Named): Promise<RepositoryPlace> {
  const [owner = '', repo = ''] = name.split('/');
  const answer = await ask(there, 'GET /repos/{owner}/{repo}', { owner, repo });
  const { id, visibility } = expectShape(shape, 'repository', answer.data);
  if (id !== approved) throw new OtherRepository(`${name} is now repository ${id}, not ${approved}`);
  if (visibility !== 'private')
    throw new Unanswered(`${name} is ${visibility}, and takes nothing before it is private`);
  return { owner, repo };
}
