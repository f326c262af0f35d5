import { z } from 'zod';
import type { Actor } from '../verify/observation/account.ts';

/** What to ask of whoever did something: who it is, and GitHub's number where it has one. */
export const ACTOR =
  '__typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }';

/** What these fields answer; null for a deleted account. */
export const actorShape = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() })
  .nullable();

/** GitHub gives null for a deleted account: it keeps its act and has no id to be anyone by. */
export function actorSeen(actor: z.infer<typeof actorShape>): Actor {
  return actor === null
    ? { id: null, login: 'ghost', type: 'Ghost' }
    : { id: actor.databaseId ?? null, login: actor.login, type: actor.__typename };
}
