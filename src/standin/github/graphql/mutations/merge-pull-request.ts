import { demand } from '../../access.ts';
import { actorOf } from '../../actor.ts';
import { mergePull } from '../../acts/merge.ts';
import type { Oid } from '../../git/object.ts';
import { type Asked, own, Typed } from '../field.ts';
import { nodeOf } from '../node.ts';
import type { PullIn } from '../types/pulls.ts';
import { PUSH } from './push.ts';

interface MergeInput {
  readonly pullRequestId: string;
  readonly expectedHeadOid?: Oid | null;
  readonly mergeMethod: 'MERGE' | 'SQUASH' | 'REBASE';
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
  readonly clientMutationId?: string | null;
}
interface MergePayload {
  readonly clientMutationId: string | null;
  readonly pullRequest: PullIn;
  readonly actor: Typed;
}

const METHODS = { MERGE: 'merge', SQUASH: 'squash', REBASE: 'rebase' } as const;

/** The merge button, with the same guard on the head as REST. */
export function mergePullRequest(input: MergeInput, asked: Asked): MergePayload {
  const { world, viewer } = asked;
  const { repository, pull } = nodeOf('PullRequest', input.pullRequestId, asked);
  demand(world, viewer, repository, PUSH);
  mergePull(world, repository, viewer, pull, {
    method: METHODS[input.mergeMethod],
    ...(input.expectedHeadOid != null && { sha: input.expectedHeadOid }),
    ...(input.commitHeadline != null && { title: input.commitHeadline }),
    ...(input.commitBody != null && { message: input.commitBody }),
  });
  const actor = actorOf(world, viewer);
  return {
    clientMutationId: input.clientMutationId ?? null,
    pullRequest: { repository, pull },
    actor: new Typed(actor.type, actor),
  };
}

export const MERGE_PULL_REQUEST_PAYLOAD = own<MergePayload>('clientMutationId', 'pullRequest', 'actor');
