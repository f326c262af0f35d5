import { z } from 'zod';
import type { File } from './chain.ts';

/** One commit on the branch `ledger`, if the branch is still at `expectedHead`. */
export interface Addition {
  /** `owner/name`. */
  readonly repository: string;
  readonly expectedHead: string;
  readonly message: { readonly headline: string; readonly body: string };
  readonly additions: readonly File[];
}

/** Makes it. Throws unless GitHub said that it did, or that the branch is elsewhere. */
export type Commit = (addition: Addition) => Promise<{ readonly commit: string } | { readonly conflict: string }>;

/** Sends a GraphQL document. Throws when there is no answer; errors in an answer are the caller's to judge. */
export type Graphql = (query: string, variables: Record<string, unknown>) => Promise<GraphqlResult>;
export interface GraphqlResult {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly type?: string | undefined }[];
}

/** GitHub refused an append, and not because the branch moved. */
class NotAppended extends Error {
  override readonly name = 'NotAppended';
  readonly code = 'upstream-unavailable';
}

const MUTATION = `mutation Append($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
const made = z.object({ createCommitOnBranch: z.object({ commit: z.object({ oid: z.string() }) }) });

/**
 * Commits with `createCommitOnBranch`: a strict compare-and-swap in one write, signed by GitHub. Of all errors only
 * `STALE_DATA` says that the branch is elsewhere (github.com/planetscale/ghcommit, issue 153).
 */
export function commitBy(graphql: Graphql): Commit {
  return async ({ repository, expectedHead, message, additions }) => {
    const input = {
      branch: { repositoryNameWithOwner: repository, branchName: 'ledger' },
      expectedHeadOid: expectedHead,
      message,
      fileChanges: {
        additions: additions.map(({ path, bytes }) => ({ path, contents: Buffer.from(bytes).toString('base64') })),
      },
    };
    const { data, errors } = await graphql(MUTATION, { input });
    const [error] = errors;
    if (error?.type === 'STALE_DATA') return { conflict: error.message };
    const answer = made.safeParse(data);
    if (error === undefined && answer.success) return { commit: answer.data.createCommitOnBranch.commit.oid };
    throw new NotAppended(`the ledger was not appended to: ${error?.message ?? 'an answer without a commit'}`);
  };
}
