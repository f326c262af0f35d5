import { demand } from '../../access.ts';
import { applyMove, checkMove, type RefMove } from '../../acts/refs.ts';
import { type Oid, ZERO } from '../../git/object.ts';
import type { Repository } from '../../world.ts';
import { type Asked, own } from '../field.ts';
import { nodeOf } from '../node.ts';
import { unprocessable } from '../refusal.ts';
import { PUSH } from './push.ts';

interface UpdateRefsInput {
  readonly repositoryId: string;
  readonly refUpdates: readonly RefUpdate[];
  readonly clientMutationId?: string | null;
}
interface RefUpdate {
  readonly name: string;
  /** 40 zeros remove the ref. */
  readonly afterOid: Oid;
  /** What the ref must point to now, 40 zeros: it must not exist. Left out, nothing is compared. */
  readonly beforeOid?: Oid | null;
  readonly force: boolean;
}
interface UpdateRefsPayload {
  readonly clientMutationId: string | null;
}

/** Moves all of these refs, or none. */
export function updateRefs(input: UpdateRefsInput, asked: Asked): UpdateRefsPayload {
  const { world, viewer } = asked;
  const repository = nodeOf('Repository', input.repositoryId, asked);
  demand(world, viewer, repository, PUSH);

  const moves = input.refUpdates.map(({ name, afterOid, force }): RefMove => {
    return { ref: name, to: afterOid === ZERO ? null : afterOid, force };
  });
  for (const update of input.refUpdates) compare(repository, update);
  // Judged all before any is made: a refusal of the last must not leave the first moved.
  for (const move of moves) checkMove(world, repository, viewer, move);
  for (const move of moves) applyMove(world, repository, viewer, move);
  return { clientMutationId: input.clientMutationId ?? null };
}

/** GitHub's words and type for this are not published. */
function compare(repository: Repository, { name, beforeOid }: RefUpdate): void {
  if (beforeOid == null) return;
  const now = repository.git.ref(name) ?? ZERO;
  if (now !== beforeOid) throw unprocessable(`Ref ${name} is at ${now} but expected ${beforeOid}`);
}

export const UPDATE_REFS_PAYLOAD = own<UpdateRefsPayload>('clientMutationId');
